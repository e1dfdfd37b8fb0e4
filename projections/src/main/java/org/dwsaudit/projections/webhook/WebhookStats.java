package org.dwsaudit.projections.webhook;

import java.util.List;
import org.dwsaudit.projections.subscription.DurableSubscription;

/**
 * How deliveries are doing; counters count on this server, since its start.
 *
 * @param all subscriptions on the database, as they were a few seconds ago
 * @param held subscriptions that this server delivers
 * @param openBreakers targets that are left alone for a while
 * @param delivered events that were acknowledged
 * @param tries deliveries that were sent
 * @param failures among them that were not acknowledged
 */
public record WebhookStats(
    List<DurableSubscription> all,
    int held,
    long openBreakers,
    long delivered,
    long tries,
    long failures) {

  public WebhookStats {
    all = List.copyOf(all);
  }
}
