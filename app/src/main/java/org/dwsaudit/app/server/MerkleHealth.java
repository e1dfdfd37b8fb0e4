package org.dwsaudit.app.server;

import java.time.Instant;
import org.dwsaudit.api.server.HealthSource;
import org.dwsaudit.compliance.transparency.TransparencyStatus;

/**
 * How far the Merkle log is behind, and why it cannot grow. Never a reason not to send requests
 * here: the log is complete.
 */
final class MerkleHealth {

  private MerkleHealth() {}

  static HealthSource.Check check(TransparencyStatus status, boolean signs, Instant now) {
    String fault = status.fault();
    String behind =
        status.lag().events() == 0
            ? "up to date"
            : "%d events, %.1f s behind"
                .formatted(status.lag().events(), status.behind(now).toMillis() / 1e3);
    return new HealthSource.Check(
        "merkle log",
        true,
        (fault == null ? behind : "cannot grow: " + fault)
            + (signs ? "" : "; this server signs no checkpoints"));
  }
}
