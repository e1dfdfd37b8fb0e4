package org.dwsaudit.projections.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dwsaudit.projections.subscription.Deliveries;
import org.dwsaudit.projections.subscription.FailedTry;
import org.dwsaudit.projections.webhook.Courier.Next;
import org.dwsaudit.projections.webhook.WebhookTransport.Answer;
import org.dwsaudit.schema.event.RecordedEvent;

/** What becomes of a batch that was not acknowledged. */
final class Failures {

  private final UUID id;
  private final Deliveries deliveries;
  private final Desk desk;

  Failures(UUID id, Deliveries deliveries, Desk desk) {
    this.id = id;
    this.deliveries = deliveries;
    this.desk = desk;
  }

  static FailedTry of(Attempts.Outcome.Tried tried, int attempts) {
    return switch (tried.answer()) {
      case Answer.Answered(int status, Optional<Duration> _, String excerpt) ->
          new FailedTry(
              tried.webhookId(),
              status,
              "answered %d%s".formatted(status, excerpt.isEmpty() ? "" : ": " + excerpt),
              attempts,
              tried.breaker());
      case Answer.Unanswered(String error) ->
          new FailedTry(tried.webhookId(), null, error, attempts, tried.breaker());
    };
  }

  static Optional<Duration> retryAfter(Answer answer) {
    return answer instanceof Answer.Answered answered ? answered.retryAfter() : Optional.empty();
  }

  /** The target wants nothing any more; the batch stays for when somebody resumes. */
  Next disable(FailedTry failure) {
    deliveries.failed(id, failure, desk.now());
    deliveries.disable(id, "the target answered 410 Gone");
    return new Next.Stop();
  }

  Next retryOrPark(FailedTry failure, Optional<Duration> retryAfter, List<RecordedEvent> events) {
    RetryRules rules = desk.rules();
    boolean last = failure.attempts() >= rules.attemptsMax();
    if (last && deliveries.parked(id) + events.size() <= desk.parkedMax()) {
      return deliveries.park(id, events, failure) ? new Next.Again() : new Next.Stop();
    }
    // without room to park it is tried until it is taken or there is room
    Duration delay =
        last ? rules.backoffMax() : rules.delay(failure.attempts(), retryAfter, desk.random());
    return deliveries.failed(id, failure, desk.now().plus(delay))
        ? new Next.Sleep(delay)
        : new Next.Stop();
  }
}
