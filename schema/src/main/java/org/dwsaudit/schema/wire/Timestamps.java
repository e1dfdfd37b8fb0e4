package org.dwsaudit.schema.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Optional;
import org.dwsaudit.schema.error.Excerpt;

/** Instants as RFC 3339 text in UTC, years 0001 to 9999, at most nanoseconds. */
public final class Timestamps {

  private static final String EXPECTED =
      " (expected: RFC 3339 in UTC, at most 9 fraction digits, as 2026-04-01T09:30:00.123Z)";

  private static final int SECONDS_END = 19;
  private static final int FRACTION_DIGITS_MAX = 9;

  private Timestamps() {}

  /** With 0, 3, 6 or 9 fraction digits, the fewest that keep the instant, and a {@code Z}. */
  public static String text(Instant instant) {
    return instant.toString();
  }

  /** The instant, if the text is one exactly as promised here: {@code Z} or {@code +00:00}. */
  public static Optional<Instant> parse(String text) {
    if (text.length() < SECONDS_END + 1 || !hasShape(text)) {
      return Optional.empty();
    }
    int zone = zoneStart(text);
    if (zone < 0 || !isUtc(text, zone)) {
      return Optional.empty();
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int second =
        (digits(text, 11, 13) * 60 + digits(text, 14, 16)) * 60 + digits(text, 17, SECONDS_END);
    if (!isDate(year, month, day) || !isTime(text)) {
      return Optional.empty();
    }
    long epochSecond = LocalDate.of(year, month, day).toEpochDay() * 86_400L + second;
    return Optional.of(Instant.ofEpochSecond(epochSecond, nanos(text, zone)));
  }

  /**
   * What is wrong with text that {@link #parse} does not take, and the same instant in UTC where
   * the text names one with another offset.
   */
  public static String problem(String text) {
    return Excerpt.of(text) + sameInUtc(text) + EXPECTED;
  }

  private static String sameInUtc(String text) {
    if (text.length() > 64 || text.length() <= SECONDS_END || !hasShape(text)) {
      return "";
    }
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      String utc = text(instant);
      return parse(utc).isPresent() ? ", in UTC " + utc : "";
    } catch (DateTimeException e) {
      return "";
    }
  }

  private static boolean hasShape(String text) {
    for (int i = 0; i < SECONDS_END; i++) {
      char c = text.charAt(i);
      boolean fits =
          switch (i) {
            case 4, 7 -> c == '-';
            case 10 -> c == 'T';
            case 13, 16 -> c == ':';
            default -> isDigit(c);
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** Where the zone begins, behind the fraction; -1 if the fraction is none. */
  private static int zoneStart(String text) {
    if (text.charAt(SECONDS_END) != '.') {
      return SECONDS_END;
    }
    int end = SECONDS_END + 1;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    int digits = end - SECONDS_END - 1;
    return digits >= 1 && digits <= FRACTION_DIGITS_MAX ? end : -1;
  }

  private static boolean isUtc(String text, int zone) {
    int length = text.length() - zone;
    return (length == 1 && text.charAt(zone) == 'Z')
        || (length == 6 && text.startsWith("+00:00", zone));
  }

  private static boolean isDate(int year, int month, int day) {
    return year >= 1
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= YearMonth.of(year, month).lengthOfMonth();
  }

  private static boolean isTime(String text) {
    return digits(text, 11, 13) <= 23
        && digits(text, 14, 16) <= 59
        && digits(text, 17, SECONDS_END) <= 59;
  }

  private static int nanos(String text, int zone) {
    if (zone == SECONDS_END) {
      return 0;
    }
    int nanos = digits(text, SECONDS_END + 1, zone);
    for (int i = zone - SECONDS_END - 1; i < FRACTION_DIGITS_MAX; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
