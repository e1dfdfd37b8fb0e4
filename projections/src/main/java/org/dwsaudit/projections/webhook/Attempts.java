package org.dwsaudit.projections.webhook;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.dwsaudit.projections.subscription.Deliveries;
import org.dwsaudit.projections.subscription.DurableSubscription;
import org.dwsaudit.projections.webhook.WebhookTransport.Answer;
import org.dwsaudit.projections.webhook.WebhookTransport.Delivery;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;

/** Makes single tries, so many at once on this server and no more. */
final class Attempts {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  private final Deliveries deliveries;
  private final WebhookTransport transport;
  private final Breakers breakers;
  private final Semaphore inFlight;
  private final Clock clock;
  final LongAdder tries = new LongAdder();
  final LongAdder failures = new LongAdder();

  Attempts(
      Deliveries deliveries,
      WebhookTransport transport,
      Breakers breakers,
      int inFlightMax,
      Clock clock) {
    this.deliveries = deliveries;
    this.transport = transport;
    this.breakers = breakers;
    this.inFlight = new Semaphore(inFlightMax);
    this.clock = clock;
  }

  /** How a try ended. */
  sealed interface Outcome {

    /** It was made. */
    record Tried(String webhookId, Answer answer, String breaker) implements Outcome {}

    /** The target is left alone for a while. */
    record HeldBack() implements Outcome {}

    /** The subscription is not this server's any more, or was stopped. */
    record Lost() implements Outcome {}

    /** There is no secret that this server can open. */
    record Unsigned() implements Outcome {}
  }

  /**
   * @param positions that name the batch
   * @param events redacted
   */
  Outcome make(
      DurableSubscription subscription, List<Position> positions, List<RecordedEvent> events) {
    CircuitBreaker breaker = breakers.of(subscription.target());
    if (!breaker.tryAcquirePermission()) {
      return new Outcome.HeldBack();
    }
    boolean tried = false;
    inFlight.acquireUninterruptibly();
    try {
      List<byte[]> secrets = deliveries.secrets(subscription.id(), clock.instant());
      if (secrets.isEmpty()) {
        return new Outcome.Unsigned();
      }
      if (!deliveries.attempt(subscription.id())) {
        return new Outcome.Lost();
      }
      Delivery delivery = delivery(subscription, positions, events, secrets);
      Answer answer = transport.send(subscription.target(), delivery);
      tried = true;
      note(breaker, answer);
      return new Outcome.Tried(delivery.id(), answer, Breakers.state(breaker));
    } finally {
      inFlight.release();
      if (!tried) {
        breaker.releasePermission();
      }
    }
  }

  private Delivery delivery(
      DurableSubscription subscription,
      List<Position> positions,
      List<RecordedEvent> events,
      List<byte[]> secrets) {
    String id = WebhookBody.id(subscription.id(), positions);
    byte[] body = WebhookBody.of(subscription.format(), subscription.id(), events);
    long timestamp = clock.instant().getEpochSecond();
    return new Delivery(
        id,
        timestamp,
        WebhookSignature.of(secrets, id, timestamp, body),
        subscription.format().contentType(),
        body);
  }

  /** A target that refuses this delivery is there; one that does not answer may not be. */
  private void note(CircuitBreaker breaker, Answer answer) {
    tries.increment();
    boolean troubled =
        switch (answer) {
          case Answer.Answered answered ->
              answered.status() >= SERVER_ERRORS || answered.status() == TOO_MANY_REQUESTS;
          case Answer.Unanswered _ -> true;
        };
    if (troubled) {
      breaker.onError(0, TimeUnit.NANOSECONDS, new TargetTroubled());
    } else {
      breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }
    if (!isAcknowledged(answer)) {
      failures.increment();
    }
  }

  static boolean isAcknowledged(Answer answer) {
    return answer instanceof Answer.Answered answered
        && answered.status() >= 200
        && answered.status() < 300;
  }

  private static final class TargetTroubled extends RuntimeException {
    TargetTroubled() {
      super("the target is in trouble", null, false, false);
    }
  }
}
