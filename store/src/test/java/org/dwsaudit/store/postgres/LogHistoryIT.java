package org.dwsaudit.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.store.verification.ChainCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Several engines on one database append to the same sessions, in ones and in hundreds, with
 * duplicates and conflicts, while readers follow each of them; then the log must be what was
 * acknowledged, and what every reader saw.
 */
class LogHistoryIT {

  private static final int ENGINES = 3;
  private static final int WRITERS = 9;
  private static final int SESSIONS = 9;

  private final Fixture log = new Fixture();
  private final List<PostgresEventStorageEngine> engines =
      IntStream.range(0, ENGINES).mapToObj(i -> Fixture.engine(log.pool)).toList();
  private final List<SessionId> sessions =
      IntStream.range(0, SESSIONS).mapToObj(i -> Fixture.newSession()).toList();
  private final Set<EventId> acknowledged = ConcurrentHashMap.newKeySet();

  @AfterEach
  void close() {
    engines.forEach(PostgresEventStorageEngine::close);
    log.close();
  }

  /**
   * @param servers engines that append
   * @param attempts of each writer
   * @param large events of every so-manieth append, of which there are many then
   */
  @ParameterizedTest
  @CsvSource({"3, 30, 200, 5", "1, 6, 400, 1", "2, 6, 400, 2"})
  void nothingIsLostDoubledSkippedUnchainedOrMiscounted(
      int servers, int attempts, int large, int every) throws SQLException {
    List<MessageStream<EventMessage>> tails =
        engines.stream()
            .map(
                engine ->
                    engine.stream(
                        StreamingCondition.startingFrom(new GlobalSequenceTrackingToken(0)), null))
            .toList();
    List<CompletableFuture<Void>> writers =
        IntStream.range(0, WRITERS)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () ->
                            write(engines.get(i % servers), new Random(i), attempts, large, every)))
            .toList();
    writers.forEach(CompletableFuture::join);

    List<RecordedEvent> all = new ArrayList<>();
    for (SessionId session : sessions) {
      List<RecordedEvent> events = log.session(session);
      assertThat(events)
          .map(RecordedEvent::sequenceNumber)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
      all.addAll(events);
    }
    assertThat(all)
        .map(event -> event.event().eventId())
        .containsExactlyInAnyOrderElementsOf(acknowledged);
    List<Long> positions = LongStream.rangeClosed(1, all.size()).boxed().toList();
    assertThat(all)
        .map(event -> event.position().value())
        .containsExactlyInAnyOrderElementsOf(positions);
    for (MessageStream<EventMessage> tail : tails) {
      assertThat(seen(tail, all.size())).containsExactlyElementsOf(positions);
    }
    ChainCheck.Report report = new ChainCheck(log.pool).check(TenantId.DEFAULT);
    assertThat(report.faults()).isEmpty();
    assertThat(report.events()).isEqualTo(all.size());
    assertThat(log.miscounted()).isZero();
  }

  /** Appends behind what the engine has at hand, now and then events that are stored already. */
  private void write(
      PostgresEventStorageEngine engine, Random random, int attempts, int large, int every) {
    List<EventRecorded> own = new ArrayList<>();
    for (int i = 0; i < attempts; i++) {
      SessionId session = sessions.get(random.nextInt(SESSIONS));
      long last = engine.sessions().lastEvent(TenantId.DEFAULT, session).sequenceNumber();
      boolean again = !own.isEmpty() && random.nextInt(4) == 0;
      int size = random.nextInt(every) == 0 ? large : 1;
      EventRecorded[] events =
          again
              ? new EventRecorded[] {
                Fixture.again(own.get(random.nextInt(own.size())), session, last + 1)
              }
              : LongStream.rangeClosed(last + 1, last + size)
                  .mapToObj(number -> Fixture.recorded(session, number))
                  .toArray(EventRecorded[]::new);
      try {
        Fixture.append(engine, AppendCondition.none(), events).join();
        assertThat(again).isFalse();
        for (EventRecorded event : events) {
          assertThat(acknowledged.add(event.event().eventId())).isTrue();
          own.add(event);
        }
      } catch (CompletionException e) {
        assertThat(e).hasCauseInstanceOf(AppendEventsTransactionRejectedException.class);
      }
    }
  }

  private static List<Long> seen(MessageStream<EventMessage> tail, int events) {
    List<Long> seen = new ArrayList<>();
    while (seen.size() < events) {
      assertThat(tail.error()).isEmpty();
      tail.next()
          .map(entry -> ((RecordedEvent) entry.message().payload()).position().value())
          .ifPresent(seen::add);
    }
    assertThat(tail.next()).isEmpty();
    tail.close();
    return seen;
  }

  @Test
  void anIdOfAnotherSessionIsRefusedAndThenFound() {
    SessionId one = sessions.getFirst();
    SessionId other = sessions.getLast();
    EventRecorded event = Fixture.recorded(one, 1);
    log.append(AppendCondition.none(), event).join();
    PostgresEventStorageEngine engine = engines.getFirst();
    List<EventId> ids = List.of(event.event().eventId());
    assertThat(engine.sessions().events(TenantId.DEFAULT, other, ids)).isEmpty();

    CompletableFuture<Long> refused =
        Fixture.append(engine, AppendCondition.none(), Fixture.again(event, other, 1));

    assertThat(refused.handle((stored, failure) -> failure).join())
        .hasCauseInstanceOf(AppendEventsTransactionRejectedException.class);
    assertThat(engine.sessions().events(TenantId.DEFAULT, other, ids))
        .singleElement()
        .satisfies(found -> assertThat(found.event()).isEqualTo(event.event()));
    assertThat(log.session(other)).isEmpty();
    // another tenant's ids are its own
    Fixture.append(
            engine,
            AppendCondition.none(),
            new EventRecorded(new TenantId("other"), Fixture.again(event, other, 1).event(), 1))
        .join();
  }

  @Test
  void aHeadThatIsOldIsRefusedOnceAndReadAnew() {
    SessionId session = new SessionId(UUID.randomUUID());
    PostgresEventStorageEngine one = engines.get(0);
    PostgresEventStorageEngine other = engines.get(1);
    Fixture.append(one, AppendCondition.none(), Fixture.recorded(session, 1)).join();
    Fixture.append(other, AppendCondition.none(), Fixture.recorded(session, 2)).join();
    assertThat(last(one, session)).isEqualTo(1);

    CompletableFuture<Long> refused =
        Fixture.append(one, AppendCondition.none(), Fixture.recorded(session, 2));

    assertThat(refused.handle((stored, failure) -> failure).join())
        .hasCauseInstanceOf(AppendEventsTransactionRejectedException.class);
    assertThat(last(one, session)).isEqualTo(2);
    Fixture.append(one, AppendCondition.none(), Fixture.recorded(session, 3)).join();
    // what is right is stored although the head at hand is old
    assertThat(last(other, session)).isEqualTo(2);
    Fixture.append(other, AppendCondition.none(), Fixture.recorded(session, 4)).join();
    assertThat(log.session(session)).hasSize(4);
  }

  private static long last(PostgresEventStorageEngine engine, SessionId session) {
    return engine.sessions().lastEvent(TenantId.DEFAULT, session).sequenceNumber();
  }
}
