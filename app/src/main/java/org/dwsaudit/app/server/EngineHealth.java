package org.dwsaudit.app.server;

import java.time.Duration;
import org.dwsaudit.api.server.HealthSource;
import org.dwsaudit.store.postgres.EngineStats;

/**
 * Whether the log takes appends. Writers wait for one row's lock; who keeps it for seconds, on this
 * server or another, keeps everybody waiting.
 */
final class EngineHealth {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private EngineHealth() {}

  static HealthSource.Check check(EngineStats stats) {
    boolean ok = stats.groupAge().compareTo(PATIENCE) < 0;
    return new HealthSource.Check(
        "log",
        ok,
        ok
            ? "%d appends waiting".formatted(stats.waitingAppends())
            : "a group of appends has been under way for %d s, %d more wait (expected: less than %d s; the server's log names who holds the lock)"
                .formatted(
                    stats.groupAge().toSeconds(), stats.waitingAppends(), PATIENCE.toSeconds()));
  }
}
