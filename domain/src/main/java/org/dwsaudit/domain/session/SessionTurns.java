package org.dwsaudit.domain.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;

/**
 * Lets the units of work of one session go one after the other, in the order in which they come, so
 * that callers of one server do not conflict with each other. Several servers may still: their
 * appends have conditions.
 */
final class SessionTurns {

  private final ConcurrentMap<SessionKey, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

  /** Completes when it is the unit of work's turn; the turn ends with the unit of work. */
  CompletableFuture<Void> await(SessionKey key, ProcessingContext context) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> before = last.put(key, mine);
    context.doFinally(
        done -> {
          last.remove(key, mine);
          mine.complete(null);
        });
    return before == null ? CompletableFuture.completedFuture(null) : before;
  }
}
