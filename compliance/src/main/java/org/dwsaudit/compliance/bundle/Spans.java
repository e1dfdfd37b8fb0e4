package org.dwsaudit.compliance.bundle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.query.EventFilter;
import org.jspecify.annotations.Nullable;

/**
 * Which part of each session a bundle has: from the first number that the filter covers to the last
 * one. All of a session where nothing but sessions was asked for.
 */
final class Spans {

  /** More sessions than these are read by going through the whole log. */
  private static final int SESSIONS_ASKED_FOR = 500;

  private static final EventFilter WHOLE_LOG = EventFilter.ofTypes(List.of("*", "audit.*"));

  private final Map<SessionId, SessionSpan> spans;

  private Spans(Map<SessionId, SessionSpan> spans) {
    this.spans = spans;
  }

  /** Whether the filter covers sessions as a whole. */
  static boolean isOfWholeSessions(EventFilter filter) {
    return filter.equals(EventFilter.ofSessions(filter.sessionIds()));
  }

  static Spans ofWholeSessions(BundleReads reads, EventFilter filter, long size) {
    Map<SessionId, SessionSpan> spans = new HashMap<>();
    reads.heads(
        filter.sessionIds(),
        size,
        (session, head) -> spans.put(session, new SessionSpan(session, 1, head)));
    if (!filter.includesSystemStream()) {
      spans.remove(SessionId.SYSTEM);
    }
    return new Spans(spans);
  }

  /**
   * @param disclosure what the filter's predicate gets to see
   */
  static Spans ofMatching(
      BundleReads reads,
      EventScan scan,
      Principal principal,
      EventFilter filter,
      UnaryOperator<RecordedEvent> disclosure,
      long size) {
    Map<SessionId, SessionSpan> spans = new HashMap<>();
    scan.scan(
        principal,
        filter,
        disclosure,
        event -> {
          if (event.position().value() <= size) {
            long number = event.sequenceNumber();
            spans
                .computeIfAbsent(
                    event.event().sessionId(), id -> new SessionSpan(id, number, number))
                .widen(number);
          }
        });
    List<SessionId> some = new ArrayList<>();
    for (SessionId session : spans.keySet()) {
      some.add(session);
      if (some.size() == SESSIONS_ASKED_FOR) {
        heads(reads, some, size, spans);
      }
    }
    if (!some.isEmpty()) {
      heads(reads, some, size, spans);
    }
    return new Spans(spans);
  }

  private static void heads(
      BundleReads reads, List<SessionId> some, long size, Map<SessionId, SessionSpan> spans) {
    reads.heads(
        some,
        size,
        (session, head) -> {
          SessionSpan span = spans.get(session);
          if (span != null) {
            span.head(head);
          }
        });
    some.clear();
  }

  /** A filter that selects all events of the sessions, and perhaps others. */
  EventFilter filter() {
    return spans.isEmpty() || spans.size() > SESSIONS_ASKED_FOR
        ? WHOLE_LOG
        : EventFilter.ofSessions(List.copyOf(spans.keySet()));
  }

  boolean isEmpty() {
    return spans.isEmpty();
  }

  /** Of the session that the event is of; null where the bundle does not have the event. */
  @Nullable SessionSpan of(RecordedEvent event) {
    SessionSpan span = spans.get(event.event().sessionId());
    return span != null && span.covers(event.sequenceNumber()) ? span : null;
  }

  void ended(SessionSpan span) {
    spans.remove(span.session());
  }

  /** Those that have begun and not ended. */
  Collection<SessionSpan> open() {
    return spans.values().stream().filter(SessionSpan::hasBegun).toList();
  }
}
