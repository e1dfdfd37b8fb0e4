package org.dwsaudit.projections.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.dwsaudit.projections.subscription.Deliveries;
import org.dwsaudit.projections.subscription.DurableSubscription;
import org.dwsaudit.projections.subscription.FailedTry;
import org.dwsaudit.projections.subscription.OpenBatch;
import org.dwsaudit.projections.subscription.ParkedEvent;
import org.dwsaudit.projections.webhook.WebhookTransport.Answer;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * One subscription's way through the log, step by step: what is under way is finished first, then
 * comes what was parked and may be tried again, then what is new. Every step begins from what the
 * database has, so it may fail anywhere, and another server may go on. For one thread at a time.
 */
final class Courier {

  private static final Duration BLOCKED_WAIT = Duration.ofSeconds(5);
  private static final Duration UNSIGNED_WAIT = Duration.ofMinutes(1);
  private static final int PARKED_AT_ONCE = 100;
  private static final int GONE = 410;

  /** What comes after a step. */
  sealed interface Next {

    record Again() implements Next {}

    record Sleep(Duration time) implements Next {}

    /**
     * For the log to go on.
     *
     * @param patience how long the first event that comes may wait for others
     */
    record Follow(DurableSubscription subscription, Position from, Duration patience)
        implements Next {}

    /** The subscription is not this server's any more. */
    record Stop() implements Next {}
  }

  private final UUID id;
  private final Deliveries deliveries;
  private final Attempts attempts;
  private final Failures failures;
  private final Desk desk;

  /** Between steps: so far was looked at without finding anything. */
  private Position seen = Position.START;

  private @Nullable BatchReader reader;
  private long readerRevision;
  private @Nullable OpenBatch inHand;
  private List<RecordedEvent> inHandEvents = List.of();

  Courier(UUID id, Deliveries deliveries, Attempts attempts, Desk desk) {
    this.id = id;
    this.deliveries = deliveries;
    this.attempts = attempts;
    this.desk = desk;
    this.failures = new Failures(id, deliveries, desk);
  }

  /** There was nothing up to here; it is written down, so that nobody looks at it again. */
  void passed(Position upTo) {
    if (upTo.compareTo(seen) > 0 && deliveries.passed(id, upTo)) {
      seen = upTo;
    }
  }

  Next step() {
    DurableSubscription subscription = deliveries.load(id).orElse(null);
    if (subscription == null) {
      return new Next.Stop();
    }
    BatchReader log = reader(subscription);
    OpenBatch open = subscription.state().batch();
    if (open != null) {
      return finish(subscription, open, log);
    }
    List<ParkedEvent> due = deliveries.due(id, Math.min(subscription.batchSize(), PARKED_AT_ONCE));
    return due.isEmpty() ? begin(subscription, log) : tryParked(subscription, due, log);
  }

  private BatchReader reader(DurableSubscription subscription) {
    BatchReader known = reader;
    if (known == null || readerRevision != subscription.revision()) {
      known = desk.reader(subscription);
      reader = known;
      readerRevision = subscription.revision();
    }
    return known;
  }

  private Next begin(DurableSubscription subscription, BatchReader log) {
    Position stored = subscription.state().position();
    Position from = seen.compareTo(stored) > 0 ? seen : stored;
    Set<UUID> parked = deliveries.parkedSessions(id);
    long room = parked.isEmpty() ? 0 : desk.parkedMax() - deliveries.parked(id);
    BatchReader.Found found = log.next(from, parked, room);
    if (found.events().isEmpty()) {
      return beginNothing(subscription, found, from);
    }
    Duration patience = patience(subscription, found);
    if (patience.isPositive()) {
      return new Next.Follow(subscription, from, patience);
    }
    OpenBatch batch =
        new OpenBatch(
            found.events().stream().map(RecordedEvent::position).toList(),
            found.upTo(),
            found.events().getFirst().recordedAt());
    if (!deliveries.begin(id, batch, found.held())) {
      return new Next.Stop();
    }
    inHand = batch;
    inHandEvents = found.events();
    return new Next.Again();
  }

  private Next beginNothing(
      DurableSubscription subscription, BatchReader.Found found, Position from) {
    if (!found.held().isEmpty()) {
      return deliveries.hold(id, found.held(), found.upTo()) ? new Next.Again() : new Next.Stop();
    }
    if (found.blocked()) {
      return new Next.Sleep(BLOCKED_WAIT);
    }
    if (found.more()) {
      seen = found.upTo();
      return deliveries.passed(id, found.upTo()) ? new Next.Again() : new Next.Stop();
    }
    Position upTo = found.upTo().compareTo(from) > 0 ? found.upTo() : from;
    seen = upTo;
    return new Next.Follow(subscription, upTo, subscription.maxWait());
  }

  /** How long the batch may still wait for more events; nothing where it goes now. */
  private Duration patience(DurableSubscription subscription, BatchReader.Found found) {
    if (found.more()) {
      return Duration.ZERO;
    }
    Instant first = found.events().getFirst().recordedAt();
    Duration waited = Duration.between(first, desk.now());
    Duration left = subscription.maxWait().minus(waited.isNegative() ? Duration.ZERO : waited);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private Next finish(DurableSubscription subscription, OpenBatch open, BatchReader log) {
    Instant next = subscription.state().nextAttemptAt();
    Duration wait = next == null ? Duration.ZERO : Duration.between(desk.now(), next);
    if (wait.isPositive()) {
      return new Next.Sleep(wait);
    }
    if (!open.equals(inHand)) {
      inHandEvents = log.again(subscription.state().position(), open);
      inHand = open;
    }
    List<RecordedEvent> events = inHandEvents;
    if (events.isEmpty()) {
      // all of it has expired meanwhile
      return acknowledged(0, subscription.state().breaker());
    }
    return switch (attempts.make(subscription, open.positions(), log.disclosed(events))) {
      case Attempts.Outcome.HeldBack _ -> new Next.Sleep(desk.breakerLook());
      case Attempts.Outcome.Lost _ -> new Next.Stop();
      case Attempts.Outcome.Unsigned _ -> unsigned();
      case Attempts.Outcome.Tried tried ->
          Attempts.isAcknowledged(tried.answer())
              ? acknowledged(events.size(), tried.breaker())
              : failed(subscription, events, tried);
    };
  }

  private Next acknowledged(int events, String breaker) {
    inHand = null;
    inHandEvents = List.of();
    desk.delivered(events);
    return deliveries.acknowledged(id, events, breaker) ? new Next.Again() : new Next.Stop();
  }

  private Next failed(
      DurableSubscription subscription, List<RecordedEvent> events, Attempts.Outcome.Tried tried) {
    // what waits for its next try is read again for it: the wait can be long
    inHand = null;
    inHandEvents = List.of();
    FailedTry failure = Failures.of(tried, subscription.state().attempts() + 1);
    if (isGone(tried)) {
      return failures.disable(failure);
    }
    return failures.retryOrPark(failure, Failures.retryAfter(tried.answer()), events);
  }

  /** Parked events get one try each time that somebody asks for it. */
  private Next tryParked(DurableSubscription subscription, List<ParkedEvent> due, BatchReader log) {
    List<RecordedEvent> events = log.parked(due);
    List<Position> gone =
        due.stream()
            .map(ParkedEvent::position)
            .filter(p -> events.isEmpty() || p.compareTo(events.getLast().position()) <= 0)
            .toList();
    if (events.isEmpty()) {
      // expired: there is nothing left to deliver
      return deliveries.unparked(id, gone, 0, subscription.state().breaker())
          ? new Next.Again()
          : new Next.Stop();
    }
    List<Position> positions = events.stream().map(RecordedEvent::position).toList();
    return switch (attempts.make(subscription, positions, log.disclosed(events))) {
      case Attempts.Outcome.HeldBack _ -> new Next.Sleep(desk.breakerLook());
      case Attempts.Outcome.Lost _ -> new Next.Stop();
      case Attempts.Outcome.Unsigned _ -> unsigned();
      case Attempts.Outcome.Tried tried -> {
        if (Attempts.isAcknowledged(tried.answer())) {
          desk.delivered(events.size());
          yield deliveries.unparked(id, gone, events.size(), tried.breaker())
              ? new Next.Again()
              : new Next.Stop();
        }
        FailedTry failure = Failures.of(tried, 1);
        if (isGone(tried)) {
          yield failures.disable(failure);
        }
        yield deliveries.park(id, events, failure) ? new Next.Again() : new Next.Stop();
      }
    };
  }

  private static boolean isGone(Attempts.Outcome.Tried tried) {
    return tried.answer() instanceof Answer.Answered answered && answered.status() == GONE;
  }

  private Next unsigned() {
    FailedTry failure =
        new FailedTry(
            "",
            null,
            "its secret is sealed with another key (expected: the same on every server)",
            0,
            "closed");
    return deliveries.failed(id, failure, desk.now().plus(UNSIGNED_WAIT))
        ? new Next.Sleep(UNSIGNED_WAIT)
        : new Next.Stop();
  }
}
