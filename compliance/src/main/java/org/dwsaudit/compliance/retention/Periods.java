package org.dwsaudit.compliance.retention;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Calendar periods: which is longer, which are sensible, and how a person says them. */
@SuppressWarnings("JavaPeriodGetDays") // the months are always looked at beside the days
final class Periods {

  static final Period LONGEST = Period.ofYears(100);

  private static final double DAYS_A_MONTH = 365.2425 / 12;
  // after these many days the Gregorian calendar repeats
  private static final LocalDate CYCLE_START = LocalDate.of(2000, 1, 1);
  private static final LocalDate CYCLE_END = LocalDate.of(2400, 1, 1);

  /**
   * By the length that a period has on average; which of two ends later can depend on the start.
   */
  static final Comparator<Period> BY_LENGTH =
      Comparator.comparingDouble(
          period -> period.toTotalMonths() * DAYS_A_MONTH + period.getDays());

  private Periods() {}

  /** Whether the period is at least as long as the floor, whatever day both begin on. */
  static boolean isNeverShorter(Period period, Period floor) {
    if (period.toTotalMonths() >= floor.toTotalMonths() && period.getDays() >= floor.getDays()) {
      return true;
    }
    return BY_LENGTH.compare(period, floor) >= 0
        && CYCLE_START
            .datesUntil(CYCLE_END)
            .noneMatch(day -> day.plus(period).isBefore(day.plus(floor)));
  }

  /** Whether it is positive, without a negative part, and no longer than {@link #LONGEST}. */
  static boolean isSensible(Period period) {
    return period.getYears() >= 0
        && period.getMonths() >= 0
        && period.getDays() >= 0
        && !period.isZero()
        && BY_LENGTH.compare(period, LONGEST) <= 0;
  }

  /** {@code 1 year 6 months}. */
  static String words(Period period) {
    List<String> parts = new ArrayList<>();
    add(parts, period.getYears(), "year");
    add(parts, period.getMonths(), "month");
    add(parts, period.getDays(), "day");
    return String.join(" ", parts);
  }

  private static void add(List<String> parts, int number, String unit) {
    if (number != 0) {
      parts.add(number + " " + unit + (number == 1 ? "" : "s"));
    }
  }
}
