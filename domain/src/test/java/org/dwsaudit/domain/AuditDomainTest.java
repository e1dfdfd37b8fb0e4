package org.dwsaudit.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.dwsaudit.domain.session.Acknowledgement;
import org.dwsaudit.domain.session.RecordingOutcome;
import org.dwsaudit.domain.session.SessionHead;
import org.dwsaudit.domain.session.SessionIndex;
import org.dwsaudit.domain.session.SessionKey;
import org.dwsaudit.schema.administration.AdministrativeFact;
import org.dwsaudit.schema.administration.HoldScope;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Rule;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditDomainTest {

  private final InMemoryEventStorageEngine engine = new InMemoryEventStorageEngine();
  private final AuditDomain domain = AuditDomain.start(engine, new Index(), Clock.systemUTC());

  @AfterEach
  void close() {
    domain.close();
  }

  @Test
  void numbersEachSessionFromOneWithoutGap() {
    SessionId a = session();
    SessionId b = session();

    RecordingOutcome outcome = record(event(0, a), event(1, b), event(2, a), event(3, a));

    assertThat(outcome.refused()).isEmpty();
    assertThat(outcome.acknowledged())
        .map(Acknowledgement::sequenceNumber)
        .containsExactly(1L, 1L, 2L, 3L);
    assertThat(record(event(0, a)).acknowledged().getFirst().sequenceNumber()).isEqualTo(4);
  }

  @Test
  void acknowledgesTheSameEventAgainUnderItsFirstNumberAndStoresItOnce() {
    SubmittedEvent first = event(0, session());
    record(first);

    RecordingOutcome again = record(first, again(first, 1));

    assertThat(again.accepted()).isZero();
    assertThat(again.duplicates()).isEqualTo(2);
    assertThat(again.acknowledged()).allMatch(a -> a.sequenceNumber() == 1 && a.duplicate());
    assertThat(stored()).hasSize(1);
  }

  @Test
  void refusesTheSameIdWithOtherContentAndTheWholeSessionWithIt() {
    SessionId session = session();
    SubmittedEvent first = event(0, session);
    record(first);
    SubmittedEvent other =
        new SubmittedEvent(
            1,
            first.event().withContent(null, JsonDocument.ofText("{\"text\":\"other\"}")),
            OptionalLong.empty());

    RecordingOutcome outcome = record(event(0, session), other);

    assertThat(outcome.acknowledged()).isEmpty();
    AuditException refusal = outcome.refused().orElseThrow();
    assertThat(refusal.code()).isEqualTo(ErrorCode.EVENT_ID_CONFLICT);
    assertThat(refusal.violations())
        .singleElement()
        .satisfies(v -> assertThat(v.index()).isEqualTo(1));
    assertThat(stored()).hasSize(1);
  }

  @Test
  void refusesAnIdThatAnotherSessionHas() {
    SubmittedEvent first = event(0, session());
    record(first);
    SubmittedEvent elsewhere = withSession(first, session());

    assertThat(record(elsewhere).refused().orElseThrow().code())
        .isEqualTo(ErrorCode.EVENT_ID_CONFLICT);
    assertThatThrownBy(() -> record(event(0, session()), again(elsewhere, 1), first))
        .hasCauseInstanceOf(AuditException.class);
  }

  @Test
  void takesTheExpectedNumberAndRefusesAnyOther() {
    SessionId session = session();
    assertThat(record(expecting(event(0, session), 1)).refused()).isEmpty();

    AuditException refusal = record(expecting(event(0, session), 5)).refused().orElseThrow();

    assertThat(refusal.code()).isEqualTo(ErrorCode.SEQUENCE_CONFLICT);
    assertThat(refusal.violations().getFirst().rule()).isEqualTo(Rule.SEQUENCE_CONFLICT);
    assertThat(refusal.violations().getFirst().message()).contains("expected: 2");
  }

  @Test
  void storesTheOtherSessionsWhenOneIsRefused() {
    SessionId good = session();
    SessionId bad = session();

    RecordingOutcome outcome = record(event(0, good), expecting(event(1, bad), 9), event(2, good));

    assertThat(outcome.acknowledged()).map(Acknowledgement::index).containsExactly(0, 2);
    assertThat(outcome.refused()).isPresent();
  }

  @Test
  void twoServersOnOneSessionLoseAndDoubleNothing() {
    SessionId session = session();
    try (AuditDomain other = AuditDomain.start(engine, new Index(), Clock.systemUTC())) {
      List<CompletableFuture<RecordingOutcome>> writers =
          IntStream.range(0, 60)
              .mapToObj(
                  i ->
                      (i % 2 == 0 ? domain : other)
                          .events()
                          .record(TenantId.DEFAULT, List.of(event(0, session))))
              .toList();
      writers.forEach(CompletableFuture::join);

      List<Long> numbers =
          writers.stream()
              .flatMap(writer -> writer.join().acknowledged().stream())
              .map(Acknowledgement::sequenceNumber)
              .sorted()
              .toList();
      assertThat(stored()).map(EventRecorded::sequenceNumber).isSorted();
      assertThat(numbers)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, stored().size()).boxed().toList());
      assertThat(writers)
          .allSatisfy(
              writer ->
                  writer
                      .join()
                      .refused()
                      .ifPresent(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONTENTION)));
    }
  }

  @Test
  void aHoldIsReleasedOnceAndOnlyIfItWasPlaced() {
    UUID hold = UUID.randomUUID();
    assertCode(ErrorCode.HOLD_NOT_FOUND, release(hold));

    domain
        .facts()
        .record(
            TenantId.DEFAULT,
            new AdministrativeFact.LegalHoldPlaced(
                hold, new HoldScope.OfWorker("w"), "case 7", "counsel"))
        .join();
    release(hold).join();

    assertCode(ErrorCode.HOLD_RELEASED, release(hold));
    assertThat(stored()).map(EventRecorded::sequenceNumber).containsExactly(1L, 2L);
    assertThat(stored()).allMatch(e -> e.event().sessionId().isSystem());
  }

  private CompletableFuture<Void> release(UUID hold) {
    return domain
        .facts()
        .record(
            TenantId.DEFAULT, new AdministrativeFact.LegalHoldReleased(hold, "closed", "counsel"));
  }

  private static void assertCode(ErrorCode code, CompletableFuture<?> failed) {
    assertThatThrownBy(failed::join)
        .cause()
        .isInstanceOfSatisfying(AuditException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private RecordingOutcome record(SubmittedEvent... events) {
    return domain.events().record(TenantId.DEFAULT, List.of(events)).join();
  }

  private List<EventRecorded> stored() {
    return engine
        .source(SourcingCondition.conditionFor(EventCriteria.havingAnyTag()), null)
        .reduce(
            new ArrayList<EventRecorded>(),
            (events, entry) -> {
              if (entry.message().payload() instanceof EventRecorded recorded) {
                events.add(recorded);
              }
              return events;
            })
        .join();
  }

  private static SessionId session() {
    return new SessionId(UUID.randomUUID());
  }

  private static SubmittedEvent event(int index, SessionId session) {
    AuditEvent event =
        new AuditEvent(
            new EventId(UUID.randomUUID()),
            "interaction.check_in",
            Instant.parse("2026-04-01T10:00:00Z"),
            session,
            "review",
            null,
            "agent",
            null,
            "7362a1708d720a4d697d042f21fd8637ea144c3b",
            null,
            JsonDocument.ofText("{\"text\":\"hello\"}"),
            Classification.INTERNAL,
            Map.of());
    return new SubmittedEvent(index, event, OptionalLong.empty());
  }

  private static SubmittedEvent again(SubmittedEvent event, int index) {
    return new SubmittedEvent(index, event.event(), event.expectedSequence());
  }

  private static SubmittedEvent expecting(SubmittedEvent event, long sequence) {
    return new SubmittedEvent(event.index(), event.event(), OptionalLong.of(sequence));
  }

  private static SubmittedEvent withSession(SubmittedEvent submitted, SessionId session) {
    AuditEvent e = submitted.event();
    return new SubmittedEvent(
        submitted.index(),
        new AuditEvent(
            e.eventId(),
            e.eventType(),
            e.timestamp(),
            session,
            e.workflowId(),
            e.phaseId(),
            e.workerId(),
            e.correlationId(),
            e.baseVersion(),
            e.context(),
            e.payload(),
            e.dataClassification(),
            e.fieldClassifications()),
        OptionalLong.empty());
  }

  /** No snapshots: every session is sourced whole. */
  private final class Index implements SessionIndex {
    @Override
    public SessionHead committedHead(SessionKey key) {
      return head(key);
    }

    @Override
    public SessionHead head(SessionKey key) {
      return SessionHead.EMPTY;
    }

    @Override
    public boolean guardedByLog() {
      return false;
    }

    @Override
    public List<RecordedEvent> events(SessionKey key, Collection<EventId> ids) {
      return stored().stream()
          .filter(e -> ids.contains(e.event().eventId()))
          .map(
              e ->
                  new RecordedEvent(
                      key.tenant(), e.event(), e.sequenceNumber(), Position.START, Instant.EPOCH))
          .toList();
    }
  }
}
