package org.dwsaudit.schema.taxonomy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Known names that somebody may have meant by an unknown one. */
public final class NearestNames {

  /** Nothing that a person mistypes is longer, and comparing costs time. */
  private static final int WANTED_CHARS_MAX = 128;

  private NearestNames() {}

  private record Candidate(String name, int distance) {}

  /**
   * The known names within a third of the wanted one's letters, and those that agree with it in the
   * part behind the last dot; the nearest first, equally near ones in alphabetical order.
   */
  public static List<String> of(String wanted, Collection<String> known, int max) {
    if (wanted.isEmpty() || wanted.length() > WANTED_CHARS_MAX) {
      return List.of();
    }
    String folded = wanted.toLowerCase(Locale.ROOT).replace('-', '_');
    LevenshteinDistance distance = new LevenshteinDistance(Math.max(1, wanted.length() / 3));
    return known.stream()
        .map(name -> new Candidate(name, distance(distance, folded, name)))
        .filter(candidate -> candidate.distance >= 0)
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(max)
        .map(Candidate::name)
        .toList();
  }

  private static int distance(LevenshteinDistance distance, String wanted, String name) {
    int edits = distance.apply(wanted, name);
    int dot = name.lastIndexOf('.');
    boolean sameEnd =
        dot >= 0 && name.substring(dot + 1).equals(wanted.substring(wanted.lastIndexOf('.') + 1));
    return edits < 0 && sameEnd ? wanted.length() : edits;
  }

  /** The nearest name as the end of a message: {@code ; did you mean "…"?}, or nothing. */
  public static String hint(String wanted, Collection<String> known) {
    return hint(of(wanted, known, 1));
  }

  /** Names as the end of a message, or nothing. */
  public static String hint(List<String> names) {
    return names.isEmpty() ? "" : "; did you mean " + String.join(" or ", names) + "?";
  }
}
