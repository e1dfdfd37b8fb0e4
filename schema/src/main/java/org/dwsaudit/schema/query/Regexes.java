package org.dwsaudit.schema.query;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * Which regular expressions (RE2) a predicate may have. What one takes to be read grows with its
 * repetitions, which multiply where they are nested: {@code ((a{1000}){1000}){1000}} is larger than
 * memory. So that is estimated, never too low, before anything reads it.
 */
final class Regexes {

  static final int CHARACTERS_MAX = 256;

  /** Parts that an expression may have when its repetitions are written out. */
  static final int PARTS_MAX = 2_000;

  /** Steps of RE2's program: each may be taken for each character. */
  static final int PROGRAM_MAX = 200;

  private static final java.util.regex.Pattern REPETITION =
      java.util.regex.Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?\\}");

  private Regexes() {}

  /** What is wrong with an expression, and what was expected. */
  static Optional<String> problem(String regex) {
    if (regex.length() > CHARACTERS_MAX) {
      return Optional.of(
          "a regular expression of %d characters (expected: 1..%d)"
              .formatted(regex.length(), CHARACTERS_MAX));
    }
    double parts = parts(regex);
    if (parts > PARTS_MAX) {
      return Optional.of(
          "a regular expression of %.0f parts, repetitions written out (expected: at most %d)"
              .formatted(parts, PARTS_MAX));
    }
    try {
      int steps = Pattern.compile(regex).programSize();
      return steps <= PROGRAM_MAX
          ? Optional.empty()
          : Optional.of(
              "a regular expression of %d steps (expected: at most %d)"
                  .formatted(steps, PROGRAM_MAX));
    } catch (PatternSyntaxException e) {
      return Optional.of(
          "not a regular expression: %s (expected: one in RE2's syntax)"
              .formatted(e.getDescription()));
    }
  }

  /** Repetitions of a group or of a repetition multiply, those of a character or class add up. */
  private static double parts(String regex) {
    double added = regex.length();
    double factor = 1;
    for (MatchResult repetition : REPETITION.matcher(regex).results().toList()) {
      double times = Math.max(times(repetition.group(1)), times(repetition.group(2)));
      int before = repetition.start() - 1;
      if (before >= 0 && (regex.charAt(before) == ')' || regex.charAt(before) == '}')) {
        factor *= Math.max(1, times);
      } else {
        added += times;
      }
    }
    return added * factor;
  }

  private static double times(@Nullable String digits) {
    return digits == null || digits.isEmpty() ? 0 : Double.parseDouble(digits);
  }
}
