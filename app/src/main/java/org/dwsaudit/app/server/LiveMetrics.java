package org.dwsaudit.app.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.dwsaudit.projections.live.LiveEvents;
import org.dwsaudit.projections.live.LiveStats;

/** The figures of live streams for Prometheus; each is read when it is scraped. */
final class LiveMetrics {

  private static final String PREFIX = "dws_audit_live_";

  private final MeterRegistry registry;
  private final LiveEvents live;

  private LiveMetrics(MeterRegistry registry, LiveEvents live) {
    this.registry = registry;
    this.live = live;
  }

  static void register(MeterRegistry registry, LiveEvents live) {
    LiveMetrics metrics = new LiveMetrics(registry, live);
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

  private void gauge(String name, String description, ToDoubleFunction<LiveStats> value) {
    Gauge.builder(PREFIX + name, live, l -> value.applyAsDouble(l.stats()))
        .description(description)
        .register(registry);
  }

  private void counter(String name, String description, ToDoubleFunction<LiveStats> value) {
    FunctionCounter.builder(PREFIX + name, live, l -> value.applyAsDouble(l.stats()))
        .description(description)
        .register(registry);
  }
}
