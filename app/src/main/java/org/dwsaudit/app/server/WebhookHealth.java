package org.dwsaudit.app.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.api.server.HealthSource;
import org.dwsaudit.projections.subscription.DurableSubscription;
import org.dwsaudit.projections.subscription.SubscriptionStatus;
import org.dwsaudit.projections.webhook.WebhookStats;

/**
 * How the deliveries of subscriptions are doing. Never a reason not to send requests here: what is
 * not delivered is in the log, and the targets are others' business.
 */
final class WebhookHealth {

  private WebhookHealth() {}

  static HealthSource.Check check(WebhookStats stats) {
    Instant now = Instant.now();
    List<String> said = new ArrayList<>();
    said.add("%d subscriptions, %d here".formatted(stats.all().size(), stats.held()));
    double behind =
        stats.all().stream().mapToDouble(one -> one.state().secondsBehind(now)).max().orElse(0);
    if (behind > 0) {
      said.add("at most %.1f s behind".formatted(behind));
    }
    long parked = stats.all().stream().mapToLong(one -> one.state().parked()).sum();
    if (parked > 0) {
      said.add("%d events parked".formatted(parked));
    }
    long stopped = stats.all().stream().filter(WebhookHealth::isStopped).count();
    if (stopped > 0) {
      said.add("%d stopped".formatted(stopped));
    }
    long alone = stats.all().stream().filter(WebhookHealth::isAlone).count();
    if (alone > 0) {
      said.add("%d delivered by no server".formatted(alone));
    }
    return new HealthSource.Check("webhooks", true, String.join("; ", said));
  }

  private static boolean isStopped(DurableSubscription one) {
    return one.status() != SubscriptionStatus.ACTIVE;
  }

  private static boolean isAlone(DurableSubscription one) {
    return !isStopped(one) && one.state().server() == null;
  }
}
