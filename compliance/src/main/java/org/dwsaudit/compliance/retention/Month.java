package org.dwsaudit.compliance.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * One month's partition of the log and what a tenant has in it, as its registry describes it.
 *
 * @param firstDay of recording, in UTC
 * @param over whether nobody appends to it any more
 * @param alone whether nothing is in it but the kinds
 * @param kinds by their types' names
 */
record Month(
    String name,
    int retentionClass,
    LocalDate firstDay,
    long firstPosition,
    long lastPosition,
    boolean over,
    boolean alone,
    List<MonthKind> kinds) {

  Month {
    kinds = List.copyOf(kinds);
  }

  Month with(List<MonthKind> more) {
    return new Month(
        name,
        retentionClass,
        firstDay,
        firstPosition,
        lastPosition,
        over,
        alone,
        Stream.concat(kinds.stream(), more.stream()).toList());
  }

  /** Whether it is due as a whole; holds are another matter. */
  boolean isDue(Instant asOf) {
    return over && alone && kinds.stream().allMatch(kind -> kind.isDue(asOf));
  }

  boolean mayHaveDue(Instant asOf) {
    return kinds.stream().anyMatch(kind -> kind.mayHaveDue(asOf));
  }

  long events() {
    return kinds.stream().mapToLong(MonthKind::events).sum();
  }

  /** The earliest recording that belongs here. */
  OffsetDateTime from() {
    return firstDay.atStartOfDay().atOffset(ZoneOffset.UTC);
  }

  /** The earliest recording that no longer does. */
  OffsetDateTime until() {
    return firstDay.plusMonths(1).atStartOfDay().atOffset(ZoneOffset.UTC);
  }
}
