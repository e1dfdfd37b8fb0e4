package org.dwsaudit.app.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import org.dwsaudit.compliance.transparency.Transparency;
import org.dwsaudit.compliance.transparency.TransparencyStatus;

/** The Merkle log for Prometheus. */
final class MerkleMetrics {

  private MerkleMetrics() {}

  static void register(MeterRegistry registry, Transparency transparency) {
    Figures<Transparency, TransparencyStatus> figures =
        new Figures<>(registry, "dws_audit_merkle_log_", transparency, Transparency::status);
    figures.gauge("entries", "Events in the Merkle tree.", status -> status.lag().size());
    figures.gauge(
        "events_behind", "Events in the log that are not in it.", status -> status.lag().events());
    figures.gauge(
        "seconds_behind",
        "For how long there have been such.",
        status -> status.behind(Instant.now()).toMillis() / 1e3);
    figures.gauge(
        "checkpoint_entries",
        "Events under the last checkpoint that this server signed.",
        TransparencyStatus::checkpointSize);
    figures.gauge(
        "faulty", "1 while the tree cannot grow.", status -> status.fault() == null ? 0 : 1);
  }
}
