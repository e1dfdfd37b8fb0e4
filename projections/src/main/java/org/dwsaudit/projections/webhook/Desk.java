package org.dwsaudit.projections.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.dwsaudit.projections.query.EventQueries;
import org.dwsaudit.projections.subscription.DurableSubscription;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.RecordedEvent;

/** What all couriers of a server share. */
record Desk(
    EventQueries queries,
    BiFunction<Principal, Classification, UnaryOperator<RecordedEvent>> disclosures,
    RetryRules rules,
    WebhookLimits limits,
    Clock clock,
    RandomGenerator random,
    LongAdder deliveredEvents) {

  private static final int LOOKS_WHILE_OPEN = 4;

  BatchReader reader(DurableSubscription subscription) {
    return new BatchReader(queries, subscription, disclosure(subscription), limits.batchBytesMax());
  }

  UnaryOperator<RecordedEvent> disclosure(DurableSubscription subscription) {
    return disclosures.apply(subscription.owner(), subscription.clearance());
  }

  Instant now() {
    return clock.instant();
  }

  int parkedMax() {
    return limits.parkedMax();
  }

  /** How soon to look again whether a breaker lets a try through. */
  Duration breakerLook() {
    return rules.breakerOpen().dividedBy(LOOKS_WHILE_OPEN).plusMillis(1);
  }

  void delivered(int events) {
    deliveredEvents.add(events);
  }
}
