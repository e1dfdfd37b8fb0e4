package org.dwsaudit.api.grpc;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the order of a call's units where they share a session: such a unit begins when the one
 * before it is done, however that ended. Others go at once. One thread at a time adds units.
 */
final class SessionOrder {

  private final ConcurrentMap<SessionId, CompletableFuture<?>> last = new ConcurrentHashMap<>();

  <T> CompletableFuture<T> after(List<SubmittedEvent> events, Supplier<CompletableFuture<T>> unit) {
    Set<SessionId> sessions =
        events.stream().map(submitted -> submitted.event().sessionId()).collect(Collectors.toSet());
    CompletableFuture<?>[] before =
        sessions.stream()
            .map(last::get)
            .filter(SessionOrder::exists)
            .toArray(CompletableFuture[]::new);
    CompletableFuture<T> done =
        before.length == 0
            ? unit.get()
            : CompletableFuture.allOf(before)
                .handle((units, failure) -> unit)
                .thenCompose(Supplier::get);
    sessions.forEach(session -> last.put(session, done));
    var unused =
        done.whenComplete(
            (result, failure) -> sessions.forEach(session -> last.remove(session, done)));
    return done;
  }

  private static boolean exists(@Nullable Object value) {
    return value != null;
  }
}
