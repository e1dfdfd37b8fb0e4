package org.dwsaudit.app.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Changes to the lines of a bundle's file. */
final class LineChange {

  private LineChange() {}

  /** The lines with those of a kind changed from the one on that is counted from 0. */
  static UnaryOperator<List<String>> line(String kind, int which, UnaryOperator<String> change) {
    return lines -> {
      List<String> changed = new ArrayList<>(lines);
      changed.set(index(lines, kind, which), change.apply(lines.get(index(lines, kind, which))));
      return changed;
    };
  }

  static int index(List<String> lines, String kind, int which) {
    int found = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("{\"" + kind + "\"") && ++found == which) {
        return i;
      }
    }
    throw new IllegalArgumentException(kind + " " + which);
  }

  static UnaryOperator<List<String>> without(String kind, int which) {
    return lines -> {
      List<String> changed = new ArrayList<>(lines);
      changed.remove(index(lines, kind, which));
      return changed;
    };
  }

  static UnaryOperator<String> replaced(String regex, String replacement) {
    return line -> {
      String changed = Pattern.compile(regex).matcher(line).replaceFirst(replacement);
      assertThat(changed).isNotEqualTo(line);
      return changed;
    };
  }
}
