package org.dwsaudit.app.server;

import java.time.Duration;
import org.dwsaudit.api.server.HealthSource;
import org.dwsaudit.projections.live.LiveStats;

/** Whether what is committed reaches those who subscribed. */
final class LiveHealth {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private LiveHealth() {}

  static HealthSource.Check check(LiveStats stats) {
    boolean ok = stats.silence().compareTo(PATIENCE) < 0;
    return new HealthSource.Check(
        "live",
        ok,
        ok
            ? "%d subscribers".formatted(stats.subscribers())
            : "%d subscribers; the log could not be followed for %d s (expected: less than %d s)"
                .formatted(stats.subscribers(), stats.silence().toSeconds(), PATIENCE.toSeconds()));
  }
}
