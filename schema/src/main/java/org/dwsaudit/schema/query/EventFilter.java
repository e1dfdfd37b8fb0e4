package org.dwsaudit.schema.query;

import java.time.Instant;
import java.util.List;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Selects events: every filter that is present must hold; inside a list one match is enough; an
 * empty list does not filter (DWS Spec 11, section 5.2).
 *
 * @param eventTypes exact names, or patterns with one wildcard: {@code workflow.*}, {@code
 *     *.completed}, {@code *}
 * @param from the earliest timestamp, inclusive
 * @param to the latest timestamp, inclusive
 */
public record EventFilter(
    List<String> eventTypes,
    List<SessionId> sessionIds,
    List<String> workerIds,
    List<String> workflowIds,
    List<String> correlationIds,
    @Nullable Instant from,
    @Nullable Instant to) {

  public static final EventFilter ALL =
      new EventFilter(List.of(), List.of(), List.of(), List.of(), List.of(), null, null);

  public EventFilter {
    eventTypes = List.copyOf(eventTypes);
    sessionIds = List.copyOf(sessionIds);
    workerIds = List.copyOf(workerIds);
    workflowIds = List.copyOf(workflowIds);
    correlationIds = List.copyOf(correlationIds);
  }

  /**
   * Whether the filter selects the event. The store's own facts ({@code audit.*}) are selected only
   * where the filter names their types or their stream.
   */
  public boolean matches(AuditEvent event) {
    return matchesType(event)
        && (sessionIds.isEmpty() || sessionIds.contains(event.sessionId()))
        && matchesOne(workerIds, event.workerId())
        && matchesOne(workflowIds, event.workflowId())
        && matchesOne(correlationIds, event.correlationId())
        && (from == null || !event.timestamp().isBefore(from))
        && (to == null || !event.timestamp().isAfter(to));
  }

  /** Whether the filter names the store's own facts, by type or by stream. */
  public boolean includesSystemStream() {
    return sessionIds.contains(SessionId.SYSTEM)
        || eventTypes.stream().anyMatch(type -> type.startsWith("audit."));
  }

  private boolean matchesType(AuditEvent event) {
    if (event.sessionId().isSystem() && !includesSystemStream()) {
      return false;
    }
    return eventTypes.isEmpty()
        || eventTypes.stream().anyMatch(p -> TypePattern.matches(p, event.eventType()));
  }

  private static boolean matchesOne(List<String> wanted, @Nullable String actual) {
    return wanted.isEmpty() || (actual != null && wanted.contains(actual));
  }
}
