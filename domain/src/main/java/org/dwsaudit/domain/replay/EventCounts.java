package org.dwsaudit.domain.replay;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.jspecify.annotations.Nullable;

/**
 * The events that a state is made of.
 *
 * @param byType all of them, by type
 * @param extensions those of types that the specification does not have, which nothing else in the
 *     state tells of
 * @param firstTimestamp the earliest, wherever in the sequence it is; null where there is no event
 * @param lastTimestamp the latest
 */
public record EventCounts(
    long events,
    Map<String, Long> byType,
    Map<String, Long> extensions,
    @Nullable Instant firstTimestamp,
    @Nullable Instant lastTimestamp) {

  public EventCounts {
    byType = Collections.unmodifiableMap(new TreeMap<>(byType));
    extensions = Collections.unmodifiableMap(new TreeMap<>(extensions));
  }

  /** The same while events are counted. */
  static final class Counter {

    private final Map<String, Long> byType = new TreeMap<>();
    private final Map<String, Long> extensions = new TreeMap<>();
    private long events;
    private @Nullable Instant first;
    private @Nullable Instant last;

    void count(RecordedEvent recorded) {
      String type = recorded.event().eventType();
      Instant at = recorded.event().timestamp();
      events++;
      byType.merge(type, 1L, Long::sum);
      if (Taxonomy.standard().find(type).isEmpty()) {
        extensions.merge(type, 1L, Long::sum);
      }
      first = first == null || at.isBefore(first) ? at : first;
      last = last == null || at.isAfter(last) ? at : last;
    }

    EventCounts counts() {
      return new EventCounts(events, byType, extensions, first, last);
    }
  }
}
