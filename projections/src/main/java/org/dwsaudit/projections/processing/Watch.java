package org.dwsaudit.projections.processing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.EventTrackerStatus;

/**
 * Finds processors that have to be replaced: those that wait after failures, up to a minute, though
 * the database answers again; and those that hold a segment that is behind, and do not move. The
 * latter happens when connections break while a coordinator begins anew: it can be left with claims
 * and without a stream. For one thread.
 */
final class Watch {

  private final Duration patience;
  private final Map<String, Seen> seen = new HashMap<>();

  private record Seen(PooledStreamingEventProcessor processor, long position, long sinceNanos) {}

  /**
   * @param patience how long a processor may stand still while it is behind
   */
  Watch(Duration patience) {
    this.patience = patience;
  }

  boolean isStuck(PooledStreamingEventProcessor processor, long head) {
    if (processor.isError()) {
      return true;
    }
    long position =
        processor.processingStatus().values().stream()
            .filter(status -> status.getCurrentPosition().orElse(0) < head)
            .mapToLong(Watch::position)
            .min()
            .orElse(Long.MAX_VALUE);
    long now = System.nanoTime();
    Seen before = seen.get(processor.name());
    if (before == null || before.processor != processor || before.position != position) {
      seen.put(processor.name(), new Seen(processor, position, now));
      return false;
    }
    return position < head && now - before.sinceNanos > patience.toNanos();
  }

  private static long position(EventTrackerStatus status) {
    return status.getCurrentPosition().orElse(0);
  }
}
