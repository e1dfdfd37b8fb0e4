package org.dwsaudit.api.http.exchange;

import com.linecorp.armeria.common.QueryParams;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.taxonomy.NearestNames;
import org.dwsaudit.schema.wire.Timestamps;

/**
 * The query part of a URL, read strictly: an unknown name, an empty value and a second value where
 * one is expected are INVALID_ARGUMENT.
 */
public final class Parameters {

  private static final int VALUES_MAX = 1000;

  private final QueryParams values;

  private Parameters(QueryParams values) {
    this.values = values;
  }

  /**
   * @param known the names that there may be
   */
  public static Parameters of(QueryParams values, List<String> known) {
    for (String name : values.names()) {
      if (!known.contains(name)) {
        throw refuse("unknown parameter " + Excerpt.of(name) + NearestNames.hint(name, known));
      }
      List<String> all = values.getAll(name);
      if (all.size() > VALUES_MAX) {
        throw refuse("%s: %d values (expected: 1..%d)".formatted(name, all.size(), VALUES_MAX));
      }
      if (all.contains("")) {
        throw refuse(name + ": no value (expected: one, or the parameter left out)");
      }
    }
    return new Parameters(values);
  }

  public Optional<String> text(String name) {
    List<String> all = values.getAll(name);
    if (all.size() > 1) {
      throw refuse("%s: %d values (expected: one)".formatted(name, all.size()));
    }
    return all.stream().findFirst();
  }

  public String requiredText(String name) {
    return text(name).orElseThrow(() -> refuse(name + ": missing"));
  }

  /** All values of a parameter that may be repeated. */
  public List<String> texts(String name) {
    return values.getAll(name);
  }

  /** As {@link #texts}; several values may also stand in one, separated by commas. */
  public List<String> words(String name) {
    return values.getAll(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .toList();
  }

  public Optional<Instant> instant(String name) {
    return text(name)
        .map(
            text ->
                Timestamps.parse(text)
                    .orElseThrow(() -> refuse(name + ": " + Timestamps.problem(text))));
  }

  public int integer(String name, int min, int max, int absent) {
    return text(name).map(text -> integer(name, text, min, max)).orElse(absent);
  }

  private static int integer(String name, String text, int min, int max) {
    boolean digits = text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int value = digits ? Integer.parseInt(text) : -1;
    if (!digits || value < min || value > max) {
      throw refuse("%s: %s (expected: %d..%d)".formatted(name, Excerpt.of(text), min, max));
    }
    return value;
  }

  /** {@code true} or {@code false}; false where it is absent. */
  public boolean flag(String name) {
    return text(name)
        .map(
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default ->
                      throw refuse(
                          "%s: %s (expected: true or false)".formatted(name, Excerpt.of(text)));
                })
        .orElse(false);
  }

  private static AuditException refuse(String message) {
    return new AuditException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
