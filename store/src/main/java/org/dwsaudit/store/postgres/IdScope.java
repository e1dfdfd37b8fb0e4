package org.dwsaudit.store.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;

/**
 * Where an event id must be free: in its session, always; in the tenant's other sessions, this
 * month and the one before. So the look-up touches few partitions, however long the log is.
 */
final class IdScope {

  private static final Duration CLOCKS_APART_MAX = Duration.ofDays(1);

  private IdScope() {}

  /** The beginning of the month before. */
  static Instant monthFrom(Instant now) {
    return PartitionKey.month(now).minusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** Later than any server's clock has it now, and than anything in these streams. */
  static Instant until(Collection<GroupPlan.Moved> streams, Instant now) {
    Instant until = now;
    for (GroupPlan.Moved stream : streams) {
      Instant last = stream.after().lastRecordedAt();
      until = last.isAfter(until) ? last : until;
    }
    return until.plus(CLOCKS_APART_MAX);
  }

  /** The earliest time to look at for rows of these streams. */
  static Instant from(Collection<GroupPlan.Moved> streams, Instant monthFrom) {
    Instant from = monthFrom;
    for (GroupPlan.Moved stream : streams) {
      Instant began = stream.before().firstRecordedAt();
      from = began.isBefore(from) ? began : from;
    }
    return from;
  }
}
