package org.dwsaudit.store.postgres;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.AppendCondition;

/**
 * One caller's append, waiting for its turn.
 *
 * @param lastPosition completes with the position of the last event once all are committed and
 *     flushed, or fails and then none is stored (with STORE_UNAVAILABLE: it is not known)
 */
record AppendRequest(
    AppendCondition condition, List<LogRow> rows, CompletableFuture<Long> lastPosition) {}
