package org.dwsaudit.app.server;

import io.micrometer.core.instrument.MeterRegistry;
import org.dwsaudit.projections.live.LiveEvents;
import org.dwsaudit.projections.live.LiveStats;

/** The figures of live streams for Prometheus; each is read when it is scraped. */
final class LiveMetrics {

  private LiveMetrics() {}

  static void register(MeterRegistry registry, LiveEvents live) {
    Figures<LiveEvents, LiveStats> metrics =
        new Figures<>(registry, "dws_audit_live_", live, LiveEvents::stats);
    metrics.gauge("subscribers", "Subscribers of live streams.", LiveStats::subscribers);
    metrics.gauge("filters", "Different filters that they have.", LiveStats::filters);
    metrics.gauge("recent_events", "Newest events in memory.", LiveStats::recentEvents);
    metrics.gauge("recent_bytes", "About what these take.", LiveStats::recentBytes);
    metrics.gauge(
        "silence_seconds",
        "Since the log was last looked at with success; 0 while nobody subscribes.",
        stats -> stats.silence().toMillis() / 1_000.0);
    metrics.counter("delivered", "Events handed to subscribers.", LiveStats::delivered);
    metrics.counter(
        "stalled", "Streams ended because nothing was taken from them.", LiveStats::stalled);
    metrics.counter(
        "refused", "Subscribers refused because there were too many.", LiveStats::refused);
  }
}
