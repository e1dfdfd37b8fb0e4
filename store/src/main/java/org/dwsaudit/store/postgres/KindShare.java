package org.dwsaudit.store.postgres;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a group adds to one kind of events. */
record KindShare(int events, Instant minOccurred, Instant maxOccurred) {

  /** Of every kind that the rows are of, except those of the system stream. */
  static Map<PartitionKind, KindShare> of(List<LogRow> rows) {
    Map<PartitionKind, KindShare> shares = new LinkedHashMap<>();
    for (LogRow row : rows) {
      if (row.retentionClass() != RetentionClass.SYSTEM) {
        shares.merge(
            PartitionKind.of(row),
            new KindShare(1, row.occurredAt(), row.occurredAt()),
            KindShare::plus);
      }
    }
    return shares;
  }

  private KindShare plus(KindShare next) {
    return new KindShare(
        events + next.events,
        minOccurred.isBefore(next.minOccurred) ? minOccurred : next.minOccurred,
        maxOccurred.isAfter(next.maxOccurred) ? maxOccurred : next.maxOccurred);
  }
}
