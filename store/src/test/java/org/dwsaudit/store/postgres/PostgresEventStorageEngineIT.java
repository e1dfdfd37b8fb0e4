package org.dwsaudit.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.axonframework.messaging.eventstreaming.Tag;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresEventStorageEngineIT {

  private static final long WAIT_SECONDS = 30;

  private final Fixture log = new Fixture();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void givesBackExactlyWhatWasAppended() {
    SessionId session = Fixture.newSession();
    EventRecorded first = Fixture.recorded(session, 1);
    log.append(AppendCondition.none(), first, Fixture.recorded(session, 2)).join();

    List<RecordedEvent> events = log.session(session);

    assertThat(events).hasSize(2);
    assertThat(events.getFirst().event()).isEqualTo(first.event());
    assertThat(events.getFirst().sequenceNumber()).isEqualTo(1);
    assertThat(events).map(event -> event.position().value()).containsExactly(1L, 2L);
  }

  @Test
  void refusesANumberThatIsNotTheNext() {
    SessionId session = Fixture.newSession();
    log.append(AppendCondition.none(), Fixture.recorded(session, 1)).join();

    for (long wrong : new long[] {1, 3}) {
      assertRejected(log.append(AppendCondition.none(), Fixture.recorded(session, wrong)));
    }
    assertThat(log.session(session)).hasSize(1);
  }

  @Test
  void oneBadAppendDoesNotFailItsNeighbours() throws Exception {
    SessionId good = Fixture.newSession();
    SessionId bad = Fixture.newSession();
    List<CompletableFuture<Long>> appends = new ArrayList<>();
    try (Connection connection = log.database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      // while another holds the log, all of these wait and then go into one transaction
      connection.setAutoCommit(false);
      statement.execute("SELECT 1 FROM log_head FOR UPDATE");
      appends.add(log.append(AppendCondition.none(), Fixture.recorded(Fixture.newSession(), 1)));
      appends.add(log.append(AppendCondition.none(), Fixture.recorded(good, 1)));
      appends.add(log.append(AppendCondition.none(), Fixture.unstorable(bad, 1)));
      appends.add(log.append(AppendCondition.none(), Fixture.recorded(good, 2)));
      connection.rollback();
    }
    assertThat(appends.get(1).get(WAIT_SECONDS, TimeUnit.SECONDS)).isPositive();
    assertThat(appends.get(3).get(WAIT_SECONDS, TimeUnit.SECONDS)).isPositive();
    assertThatThrownBy(() -> appends.get(2).join()).isInstanceOf(CompletionException.class);
    assertThat(log.session(good)).hasSize(2);
    assertThat(log.session(bad)).isEmpty();
  }

  @Test
  void refusesAPayloadThatIsNotJsonBeforeAnythingIsSent() {
    assertThatThrownBy(
            () ->
                log.append(
                        AppendCondition.none(),
                        Fixture.recorded(Fixture.newSession(), 1, "{\"not\": json}"))
                    .join())
        .isInstanceOf(CompletionException.class);
    assertThat(log.engine.stats().appends()).isZero();
  }

  @Test
  void copiesALargeGroupInAheadOfItsTurnOnceItKnowsWhereTheLogEnds() {
    SessionId session = Fixture.newSession();
    log.append(AppendCondition.none(), Fixture.recorded(session, 1)).join();
    EventRecorded[] many =
        LongStream.rangeClosed(2, 601)
            .mapToObj(number -> Fixture.recorded(session, number))
            .toArray(EventRecorded[]::new);

    assertThat(log.append(AppendCondition.none(), many).join()).isEqualTo(601);

    assertThat(log.engine.stats().groupsAhead()).isEqualTo(1);
    assertThat(log.session(session)).hasSize(601);
  }

  @Test
  void positionsStayGaplessAndSequencesWholeUnderConcurrentConflictingWritersOfTwoServers() {
    List<SessionId> sessions =
        List.of(Fixture.newSession(), Fixture.newSession(), Fixture.newSession());
    try (PostgresEventStorageEngine other = Fixture.engine(log.pool)) {
      List<CompletableFuture<Integer>> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        PostgresEventStorageEngine engine = i % 2 == 0 ? log.engine : other;
        writers.add(CompletableFuture.supplyAsync(() -> writeSome(engine, sessions, 40)));
      }
      int acknowledged = writers.stream().mapToInt(CompletableFuture::join).sum();

      List<RecordedEvent> all = new ArrayList<>();
      sessions.forEach(session -> all.addAll(log.session(session)));
      assertThat(all).hasSize(acknowledged);
      assertThat(all)
          .map(event -> event.position().value())
          .containsExactlyInAnyOrderElementsOf(
              LongStream.rangeClosed(1, acknowledged).boxed().toList());
      for (SessionId session : sessions) {
        List<RecordedEvent> events = log.session(session);
        assertThat(events)
            .map(RecordedEvent::sequenceNumber)
            .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
      }
    }
  }

  /** Appends behind what it last saw of a random session; returns how many were acknowledged. */
  private int writeSome(PostgresEventStorageEngine engine, List<SessionId> sessions, int attempts) {
    int acknowledged = 0;
    for (int i = 0; i < attempts; i++) {
      SessionId session = sessions.get(ThreadLocalRandom.current().nextInt(sessions.size()));
      List<RecordedEvent> seen = log.session(session);
      long next = seen.isEmpty() ? 1 : seen.getLast().sequenceNumber() + 1;
      long marker = seen.isEmpty() ? 0 : seen.getLast().position().value();
      AppendCondition condition =
          AppendCondition.withCriteria(Fixture.criteria(session))
              .withMarker(new GlobalIndexConsistencyMarker(marker));
      try {
        Fixture.append(engine, condition, Fixture.recorded(session, next)).join();
        acknowledged++;
      } catch (CompletionException e) {
        assertThat(e).hasCauseInstanceOf(AppendEventsTransactionRejectedException.class);
      }
    }
    return acknowledged;
  }

  @Test
  void anOpenStreamSeesEveryEventOnceInOrderWhileOthersWrite() {
    MessageStream<EventMessage> stream =
        log.engine.stream(
            StreamingCondition.startingFrom(new GlobalSequenceTrackingToken(0)), null);
    List<CompletableFuture<Long>> appends = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      appends.add(log.append(AppendCondition.none(), Fixture.recorded(Fixture.newSession(), 1)));
    }
    CompletableFuture.allOf(appends.toArray(CompletableFuture[]::new)).join();

    List<Long> seen = new ArrayList<>();
    while (seen.size() < 300) {
      assertThat(stream.error()).isEmpty();
      stream
          .next()
          .flatMap(TrackingToken::fromContext)
          .ifPresent(token -> seen.add(token.position().orElseThrow()));
    }
    assertThat(seen).containsExactlyElementsOf(LongStream.rangeClosed(1, 300).boxed().toList());
    assertThat(stream.next()).isEmpty();
    stream.close();
  }

  @Test
  void sourcesALongSessionBehindAPositionWithoutReadingItAgain() {
    SessionId session = Fixture.newSession();
    EventRecorded[] events =
        LongStream.rangeClosed(1, 2_500)
            .mapToObj(n -> Fixture.recorded(session, n))
            .toArray(EventRecorded[]::new);
    long last = log.append(AppendCondition.none(), events).join();
    assertThat(log.session(session)).hasSize(2_500);

    long entries =
        log.engine
            .source(
                SourcingCondition.conditionFor(
                    new GlobalIndexConsistencyMarker(last - 3).position(),
                    Fixture.criteria(session)),
                null)
            .reduce(0L, (count, entry) -> count + 1)
            .join();

    assertThat(entries).isEqualTo(3 + 1);
  }

  @Test
  void keepsForeignMessagesWithMetadataVersionAndTags() {
    GenericEventMessage message =
        new GenericEventMessage(
            UUID.randomUUID().toString(),
            new MessageType("some.type", "7"),
            Map.of("a", 1),
            Map.of("k", "v"),
            java.time.Instant.parse("2026-01-01T00:00:00Z"));
    Tag tag = new Tag("order", "o=1");
    log.engine
        .appendEvents(
            AppendCondition.none(),
            null,
            List.of(new GenericTaggedEventMessage<>(message, Set.of(tag))))
        .thenCompose(transaction -> transaction.commit(null))
        .join();

    EventMessage found =
        log.engine
            .source(SourcingCondition.conditionFor(EventCriteria.havingTags(tag)), null)
            .next()
            .orElseThrow()
            .message();

    assertThat(found.identifier()).isEqualTo(message.identifier());
    assertThat(found.type()).isEqualTo(message.type());
    assertThat(found.metadata()).containsExactly(Map.entry("k", "v"));
    assertThat(new String((byte[]) found.payload(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}");
  }

  @Test
  void refusesAMessageWhoseIdIsNoUuid() {
    GenericEventMessage message =
        new GenericEventMessage(
            "not-a-uuid", new MessageType("t"), "p", Map.of(), java.time.Instant.EPOCH);

    assertThat(
            log.engine.appendEvents(
                AppendCondition.none(),
                null,
                List.of(new GenericTaggedEventMessage<>(message, Set.of()))))
        .isCompletedExceptionally();
  }

  @Test
  void anUnreachableDatabaseFailsTheAppendAndLosesNothingAcknowledged() throws SQLException {
    SessionId session = Fixture.newSession();
    log.append(AppendCondition.none(), Fixture.recorded(session, 1)).join();
    try (Connection connection = log.database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }
    CompletableFuture<Long> next = log.append(AppendCondition.none(), Fixture.recorded(session, 2));
    long stored = 2;
    try {
      next.join();
    } catch (CompletionException e) {
      assertThat(e.getCause())
          .isInstanceOfSatisfying(
              AuditException.class,
              refused -> assertThat(refused.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
      stored = 1;
    }
    // what is still in the pool is broken, too
    log.pool.getHikariPoolMXBean().softEvictConnections();
    assertThat(log.session(session)).hasSize((int) stored);
    log.append(AppendCondition.none(), Fixture.recorded(session, stored + 1)).join();
  }

  @Test
  void aFullQueueRefusesInsteadOfGrowing() throws SQLException {
    List<CompletableFuture<Long>> appends = new ArrayList<>();
    try (Connection connection = log.database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT 1 FROM log_head FOR UPDATE");
      // one group may be with the writer; the rest fills the queue
      for (int i = 0; i < 3 * AppendQueue.WAITING_MAX; i++) {
        appends.add(log.append(AppendCondition.none(), Fixture.recorded(Fixture.newSession(), 1)));
      }
      assertThat(appends).anyMatch(CompletableFuture::isCompletedExceptionally);
      connection.rollback();
    }
    long refused =
        appends.stream()
            .filter(
                append -> {
                  try {
                    append.join();
                    return false;
                  } catch (CompletionException e) {
                    return ((AuditException) e.getCause()).code() == ErrorCode.OVERLOADED;
                  }
                })
            .count();
    assertThat(log.engine.latestToken(null).join().position()).hasValue(appends.size() - refused);
  }

  @Test
  void findsStoredEventsAndTheLastOfASession() {
    StoredSessions stored = log.engine.sessions();
    SessionId session = Fixture.newSession();
    EventRecorded event = Fixture.recorded(session, 1);
    assertThat(stored.lastEvent(TenantId.DEFAULT, session).sequenceNumber()).isZero();
    log.append(AppendCondition.none(), event).join();

    assertThat(stored.lastEvent(TenantId.DEFAULT, session).sequenceNumber()).isEqualTo(1);
  }

  private static void assertRejected(CompletableFuture<Long> append) {
    assertThatThrownBy(append::join)
        .hasCauseInstanceOf(AppendEventsTransactionRejectedException.class);
  }
}
