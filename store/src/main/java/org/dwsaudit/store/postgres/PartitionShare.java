package org.dwsaudit.store.postgres;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a group adds to one month's partition.
 *
 * @param firstRow its first row's place in the group, from 1
 * @param minClock of the earlier of occurrence and recording, which periods are counted from
 */
record PartitionShare(
    int firstRow, int lastRow, Instant minClock, Instant maxClock, Instant maxRecorded) {

  /** Of every partition that the rows go to, except that of the system stream. */
  static Map<PartitionKey, PartitionShare> of(List<LogRow> rows) {
    Map<PartitionKey, PartitionShare> shares = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      LogRow row = rows.get(i);
      if (row.retentionClass() != RetentionClass.SYSTEM) {
        shares.merge(PartitionKey.of(row), ofOne(row, i + 1), PartitionShare::plus);
      }
    }
    return shares;
  }

  private static PartitionShare ofOne(LogRow row, int place) {
    Instant clock = clock(row);
    return new PartitionShare(place, place, clock, clock, row.recordedAt());
  }

  /** The time that the row's period is counted from. */
  static Instant clock(LogRow row) {
    return earlier(row.occurredAt(), row.recordedAt());
  }

  private PartitionShare plus(PartitionShare next) {
    return new PartitionShare(
        firstRow,
        next.lastRow,
        earlier(minClock, next.minClock),
        later(maxClock, next.maxClock),
        later(maxRecorded, next.maxRecorded));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
