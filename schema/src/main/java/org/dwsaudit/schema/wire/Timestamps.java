package org.dwsaudit.schema.wire;

import java.nio.charset.StandardCharsets;
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

  private static final long SECONDS_PER_DAY = 86_400;
  private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  private static final int SECONDS_END = 19;
  private static final int FRACTION_DIGITS_MAX = 9;

  private Timestamps() {}

  /** With 0, 3, 6 or 9 fraction digits, the fewest that keep the instant, and a {@code Z}. */
  public static String text(Instant instant) {
    long day = Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_DAY);
    if (day < FIRST_DAY || day > LAST_DAY) {
      return instant.toString();
    }
    LocalDate date = LocalDate.ofEpochDay(day);
    int second = (int) Math.floorMod(instant.getEpochSecond(), SECONDS_PER_DAY);
    int fraction = fractionDigits(instant.getNano());
    byte[] text = "0000-00-00T00:00:00.000000000Z".getBytes(StandardCharsets.US_ASCII);
    write(text, 4, date.getYear());
    write(text, 7, date.getMonthValue());
    write(text, 10, date.getDayOfMonth());
    write(text, 13, second / 3600);
    write(text, 16, second / 60 % 60);
    write(text, SECONDS_END, second % 60);
    write(text, SECONDS_END + 1 + FRACTION_DIGITS_MAX, instant.getNano());
    int end = fraction == 0 ? SECONDS_END : SECONDS_END + 1 + fraction;
    text[end] = 'Z';
    return new String(text, 0, end + 1, StandardCharsets.US_ASCII);
  }

  private static int fractionDigits(int nanos) {
    if (nanos == 0) {
      return 0;
    }
    return nanos % 1_000_000 == 0 ? 3 : nanos % 1000 == 0 ? 6 : FRACTION_DIGITS_MAX;
  }

  /** Writes the number's digits so that the last stands before the index. */
  private static void write(byte[] text, int end, int number) {
    int rest = number;
    for (int i = end - 1; rest > 0; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
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
    long epochSecond = LocalDate.of(year, month, day).toEpochDay() * SECONDS_PER_DAY + second;
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
