package org.dwsaudit.projections.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.query.EventFilter;
import org.jspecify.annotations.Nullable;

/**
 * All audiences, found by what their filters name: of hundreds of filters an event is held against
 * the few that name its session, its worker and so on, and against those that name nothing exact.
 * Guarded by the window's lock.
 */
final class Audiences {

  private final Map<Audience.Key, Audience> all = new HashMap<>();
  private final Map<SessionId, List<Audience>> bySession = new HashMap<>();
  private final Map<String, List<Audience>> byCorrelation = new HashMap<>();
  private final Map<String, List<Audience>> byWorker = new HashMap<>();
  private final Map<String, List<Audience>> byWorkflow = new HashMap<>();
  private final Map<String, List<Audience>> byType = new HashMap<>();
  private final List<Audience> others = new ArrayList<>();

  int size() {
    return all.size();
  }

  /** The audience of that key, with one member more. */
  Audience join(Audience.Key key) {
    Audience audience = all.get(key);
    if (audience == null) {
      audience = new Audience(key);
      all.put(key, audience);
      enter(audience);
    }
    audience.join();
    return audience;
  }

  void leave(Audience audience, Subscriber subscriber) {
    if (!audience.leave(subscriber)) {
      all.remove(audience.key());
      remove(audience);
    }
  }

  /** Offers the event to every audience that it may be for. */
  void offer(RecordedEvent recorded, List<Subscriber> woken) {
    AuditEvent event = recorded.event();
    offer(bySession, event.sessionId(), recorded, woken);
    offer(byCorrelation, event.correlationId(), recorded, woken);
    offer(byWorker, event.workerId(), recorded, woken);
    offer(byWorkflow, event.workflowId(), recorded, woken);
    offer(byType, event.eventType(), recorded, woken);
    offer(others, recorded, woken);
  }

  private static <K> void offer(
      Map<K, List<Audience>> named, @Nullable K name, RecordedEvent event, List<Subscriber> woken) {
    if (name != null && !named.isEmpty()) {
      offer(named.getOrDefault(name, List.of()), event, woken);
    }
  }

  private static void offer(List<Audience> audiences, RecordedEvent event, List<Subscriber> woken) {
    for (Audience audience : audiences) {
      audience.offer(event, woken);
    }
  }

  private void enter(Audience audience) {
    EventFilter filter = audience.key().filter();
    if (!filter.sessionIds().isEmpty()) {
      enter(bySession, filter.sessionIds(), audience);
    } else if (!filter.correlationIds().isEmpty()) {
      enter(byCorrelation, filter.correlationIds(), audience);
    } else if (!filter.workerIds().isEmpty()) {
      enter(byWorker, filter.workerIds(), audience);
    } else if (!filter.workflowIds().isEmpty()) {
      enter(byWorkflow, filter.workflowIds(), audience);
    } else if (namesTypes(filter)) {
      enter(byType, filter.eventTypes(), audience);
    } else {
      others.add(audience);
    }
  }

  private static boolean namesTypes(EventFilter filter) {
    return !filter.eventTypes().isEmpty()
        && filter.eventTypes().stream().noneMatch(type -> type.contains("*"));
  }

  // a name may stand in a filter twice: the audience is entered under it once
  private static <K> void enter(
      Map<K, List<Audience>> named, Collection<K> names, Audience audience) {
    for (K name : names) {
      List<Audience> audiences = named.computeIfAbsent(name, _ -> new ArrayList<>(1));
      if (!audiences.contains(audience)) {
        audiences.add(audience);
      }
    }
  }

  private void remove(Audience audience) {
    EventFilter filter = audience.key().filter();
    remove(bySession, filter.sessionIds(), audience);
    remove(byCorrelation, filter.correlationIds(), audience);
    remove(byWorker, filter.workerIds(), audience);
    remove(byWorkflow, filter.workflowIds(), audience);
    remove(byType, filter.eventTypes(), audience);
    others.remove(audience);
  }

  private static <K> void remove(
      Map<K, List<Audience>> named, Collection<K> names, Audience audience) {
    for (K name : names) {
      named.computeIfPresent(
          name,
          (_, audiences) -> {
            audiences.remove(audience);
            return audiences.isEmpty() ? null : audiences;
          });
    }
  }
}
