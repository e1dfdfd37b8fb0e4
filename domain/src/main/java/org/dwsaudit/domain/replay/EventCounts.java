package org.dwsaudit.domain.replay;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.jspecify.annotations.Nullable;

/**
 * The events that a state is made of.
 *
 * @param byType all of them, by type
 * @param extensions those of types that the specification does not have, which nothing else in the
 *     state tells of
 * @param withheld those whose whole payload the reader may not see
 * @param firstTimestamp the earliest, wherever in the sequence it is; null where there is no event
 * @param lastTimestamp the latest
 */
public record EventCounts(
    long events,
    Map<String, Long> byType,
    Map<String, Long> extensions,
    long withheld,
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
    private long withheld;
    private @Nullable Instant first;
    private @Nullable Instant last;

    void count(Told event) {
      String type = event.type();
      Instant at = event.at();
      events++;
      withheld += event.isWithheld() ? 1 : 0;
      byType.merge(type, 1L, Long::sum);
      if (Taxonomy.standard().find(type).isEmpty()) {
        extensions.merge(type, 1L, Long::sum);
      }
      first = first == null || at.isBefore(first) ? at : first;
      last = last == null || at.isAfter(last) ? at : last;
    }

    EventCounts counts() {
      return new EventCounts(events, byType, extensions, withheld, first, last);
    }
  }
}
