package org.dwsaudit.store.postgres;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;

/**
 * One caller's append, waiting for its turn.
 *
 * @param lastPosition completes with the position of the last event once all are committed and
 *     flushed, or fails and then none is stored (with STORE_UNAVAILABLE: it is not known)
 */
record AppendRequest(
    AppendCondition condition, List<LogRow> rows, CompletableFuture<Long> lastPosition) {

  long bytes() {
    return rows.stream().mapToLong(LogRow::bytes).sum();
  }

  boolean isConditional() {
    return condition.consistencyMarker() != ConsistencyMarker.INFINITY;
  }

  /** Whether nothing but the numbers that the domain gave its rows decides it. */
  boolean isDecidedByNumbers() {
    return !isConditional() && rows.stream().allMatch(LogRow::isSequenced);
  }

  /**
   * Whether the heads of the streams that it writes to decide it: then nothing has to be read while
   * the log is locked.
   */
  boolean isDecidedByHeads() {
    return !isConditional()
        || (Criteria.of(condition) instanceof Criteria.OneStream one
            && rows.stream().anyMatch(row -> row.stream().equals(one.stream())));
  }
}
