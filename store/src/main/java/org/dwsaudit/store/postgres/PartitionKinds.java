package org.dwsaudit.store.postgres;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The kinds of events that this server has told the log of, partition by partition, so that it
 * tells of each once.
 */
final class PartitionKinds {

  private static final int TOLD_MAX = 200_000;

  /** Events of one type of one tenant in one partition. */
  record Kind(PartitionKey partition, String tenant, String eventType) {

    private static Kind of(LogRow row) {
      return new Kind(PartitionKey.of(row), row.stream().tenant(), row.eventType());
    }
  }

  private final Set<Kind> told = new HashSet<>();

  /** The kinds of the rows that were not told yet. */
  synchronized List<Kind> untold(List<LogRow> rows) {
    Set<Kind> untold = new LinkedHashSet<>();
    for (LogRow row : rows) {
      if (row.retentionClass() != RetentionClass.SYSTEM) {
        Kind kind = Kind.of(row);
        if (!told.contains(kind)) {
          untold.add(kind);
        }
      }
    }
    return new ArrayList<>(untold);
  }

  /** They are committed. */
  synchronized void told(List<Kind> kinds) {
    if (told.size() + kinds.size() > TOLD_MAX) {
      told.clear();
    }
    told.addAll(kinds);
  }
}
