package org.dwsaudit.projections.live;

import java.time.Duration;

/**
 * Bounds of live streams.
 *
 * @param subscribersMax at once; one more is refused
 * @param recentEventsMax newest events kept in memory for all of them
 * @param recentBytesMax about what these may take
 * @param heartbeat how long a stream may be silent
 * @param stallMax how long a subscriber may take nothing before its stream is ended
 */
public record LiveLimits(
    int subscribersMax,
    int recentEventsMax,
    long recentBytesMax,
    Duration heartbeat,
    Duration stallMax) {

  public static final LiveLimits DEFAULT =
      new LiveLimits(1_000, 16_384, 32L << 20, Duration.ofSeconds(15), Duration.ofSeconds(30));
}
