package org.dwsaudit.app.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.dwsaudit.store.postgres.EngineStats;
import org.dwsaudit.store.postgres.PostgresEventStorageEngine;

/** The store's figures for Prometheus; each is read when it is scraped. */
final class EngineMetrics {

  private static final String PREFIX = "dws_audit_log_";

  private EngineMetrics() {}

  static void register(MeterRegistry registry, PostgresEventStorageEngine engine) {
    Figures<PostgresEventStorageEngine, EngineStats> metrics =
        new Figures<>(registry, PREFIX, engine, PostgresEventStorageEngine::stats);
    metrics.gauge("waiting_appends", "Appends in the queue.", EngineStats::waitingAppends);
    metrics.gauge("waiting_bytes", "What they take in memory.", EngineStats::waitingBytes);
    metrics.gauge(
        "listening",
        "1 while other servers' commits are heard of at once, 0 while they are polled for.",
        stats -> stats.listening() ? 1 : 0);
    seconds(
        registry,
        engine,
        "group_age",
        "How long the group being written has been under way, waiting for the lock included.",
        stats -> stats.groupAge().toMillis());
    seconds(
        registry,
        engine,
        "longest_group",
        "The longest that a group has taken.",
        s -> s.longestGroup().toMillis());
    metrics.counter("groups", "Groups written.", EngineStats::groups);
    metrics.counter(
        "groups_ahead", "Groups copied in beside the one before.", EngineStats::groupsAhead);
    metrics.counter("appends", "Appends stored.", EngineStats::appends);
    metrics.counter("conflicts", "Appends decided again, others wrote.", EngineStats::conflicts);
    metrics.counter("overloads", "Appends refused, too much waited.", EngineStats::overloads);
    metrics.counter("failures", "Appends that the database failed.", EngineStats::failures);
  }

  private static void seconds(
      MeterRegistry registry,
      PostgresEventStorageEngine engine,
      String name,
      String description,
      ToDoubleFunction<EngineStats> millis) {
    TimeGauge.builder(
            PREFIX + name, engine, TimeUnit.MILLISECONDS, e -> millis.applyAsDouble(e.stats()))
        .description(description)
        .register(registry);
  }
}
