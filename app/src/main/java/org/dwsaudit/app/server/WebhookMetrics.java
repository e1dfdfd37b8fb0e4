package org.dwsaudit.app.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.dwsaudit.projections.subscription.DurableSubscription;
import org.dwsaudit.projections.subscription.SubscriptionStatus;
import org.dwsaudit.projections.webhook.WebhookStats;
import org.dwsaudit.projections.webhook.Webhooks;

/** The figures of deliveries for Prometheus; those of the database are a few seconds old. */
final class WebhookMetrics {

  private static final String PREFIX = "dws_audit_webhook_";

  private WebhookMetrics() {}

  static void register(MeterRegistry registry, Webhooks webhooks) {
    Figures<Webhooks, WebhookStats> metrics =
        new Figures<>(registry, PREFIX, webhooks, Webhooks::stats);
    for (SubscriptionStatus status : SubscriptionStatus.values()) {
      Gauge.builder(
              PREFIX + "subscriptions",
              webhooks,
              all -> all.stats().all().stream().filter(one -> one.status() == status).count())
          .description("Durable subscriptions on the database.")
          .tag("status", status.label())
          .register(registry);
    }
    metrics.gauge("held", "Subscriptions that this server delivers.", WebhookStats::held);
    metrics.gauge(
        "open_breakers",
        "Targets that this server leaves alone for a while.",
        WebhookStats::openBreakers);
    metrics.gauge(
        "parked_events",
        "Events parked, of all subscriptions.",
        stats -> sum(stats, one -> one.state().parked()));
    metrics.gauge(
        "positions_behind",
        "The most that a subscription has not looked at of the log.",
        stats -> max(stats, one -> one.state().positionsBehind()));
    metrics.gauge(
        "seconds_behind",
        "The longest that the first event of a batch under way has been in the log.",
        stats -> max(stats, one -> one.state().secondsBehind(Instant.now())));
    metrics.counter("delivered_events", "Events acknowledged.", WebhookStats::delivered);
    metrics.counter("tries", "Deliveries sent.", WebhookStats::tries);
    metrics.counter("failures", "Deliveries not acknowledged.", WebhookStats::failures);
  }

  private static double sum(WebhookStats stats, ToDoubleFunction<DurableSubscription> value) {
    return stats.all().stream().mapToDouble(value).sum();
  }

  private static double max(WebhookStats stats, ToDoubleFunction<DurableSubscription> value) {
    return stats.all().stream().mapToDouble(value).max().orElse(0);
  }
}
