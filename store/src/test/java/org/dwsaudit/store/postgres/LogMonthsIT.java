package org.dwsaudit.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.store.verification.ChainCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A log that goes on over months: partitions are there when they are needed, reads take few. */
class LogMonthsIT {

  private static final Instant LONG_AGO = Instant.parse("2020-05-10T12:00:00Z");
  private static final Instant END_OF_MAY = Instant.parse("2031-05-31T23:59:59.999999Z");
  private static final Instant JUNE = Instant.parse("2031-06-01T00:00:00Z");
  private static final Instant YEARS_LATER = Instant.parse("2034-02-10T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final Fixture log = new Fixture();
  private final PostgresEventStorageEngine engine =
      Fixture.engine(log.pool, ((InstantSource) now::get).withZone(ZoneOffset.UTC));
  private final SessionId session = Fixture.newSession();

  @AfterEach
  void close() {
    engine.close();
    log.close();
  }

  @Test
  void goesOnIntoMonthsThatNobodyPreparedFor() throws SQLException {
    append(1, 1);
    now.set(END_OF_MAY);
    append(2, 1);
    now.set(JUNE);
    append(3, 200);
    now.set(YEARS_LATER);
    append(203, 200);

    assertThat(log.session(session)).hasSize(402);
    assertThat(
            texts(
                """
                SELECT name || ' ' || tenant || ' ' || event_type || ' ' || events || ' '
                       || first_position || '-' || last_position
                FROM log_partition
                JOIN log_partition_kind ON partition = name
                WHERE month > '2031-01-01'
                ORDER BY month
                """))
        .containsExactly(
            "event_log_mandatory_2031_05 default interaction.question_asked 1 2-2",
            "event_log_mandatory_2031_06 default interaction.question_asked 200 3-202",
            "event_log_mandatory_2034_02 default interaction.question_asked 200 203-402");
    assertThat(log.miscounted()).isZero();
    assertThat(new ChainCheck(log.pool).check(TenantId.DEFAULT).faults()).isEmpty();
    assertThat(tail(402))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 402).boxed().toList());
  }

  /** A page asks for a few positions at a time, and goes on where all of them have expired. */
  @Test
  void aPageReachesOverWhatHasExpired() throws SQLException {
    append(1, 3_000);
    texts("DELETE FROM event_log WHERE position BETWEEN 2 AND 2500 RETURNING position");
    LogReader reader = new LogReader(log.pool, Clock.systemUTC());

    assertThat(positions(reader.log(0, Long.MAX_VALUE, 10)))
        .containsExactly(1L, 2501L, 2502L, 2503L, 2504L, 2505L, 2506L, 2507L, 2508L, 2509L);
    assertThat(positions(reader.log(2_995, Long.MAX_VALUE, 10)))
        .containsExactly(2996L, 2997L, 2998L, 2999L, 3000L);
    assertThat(positions(reader.log(1, 2_502, 10))).containsExactly(2501L, 2502L);
    assertThat(reader.log(1, 2_500, 10)).isEmpty();
  }

  private static List<Long> positions(List<LogRow> rows) {
    return rows.stream().map(LogRow::position).toList();
  }

  @Test
  void countsAnewWhatGoesIntoADroppedMonthThatIsMadeAgain() throws SQLException {
    now.set(LONG_AGO);
    append(1, 3);
    texts("SELECT drop_log_partition('event_log_mandatory_2020_05')");
    append(4, 2);

    assertThat(texts("SELECT events FROM log_partition_kind")).containsExactly("2");
    assertThat(log.miscounted()).isZero();
  }

  @Test
  void aSessionsTimesNeverGoBackThoughAClockDoes() {
    now.set(JUNE);
    append(1, 1);
    now.set(END_OF_MAY);
    append(2, 1);

    assertThat(log.session(session)).map(RecordedEvent::recordedAt).containsExactly(JUNE, JUNE);
  }

  @Test
  void anIdIsFoundInItsSessionHoweverOldAndInOthersForAMonthOrTwo() {
    EventRecorded old = Fixture.recorded(session, 1);
    Fixture.append(engine, AppendCondition.none(), old).join();
    SessionId other = Fixture.newSession();
    now.set(END_OF_MAY);

    assertThat(
            Fixture.append(engine, AppendCondition.none(), Fixture.again(old, session, 2))
                .handle((stored, failure) -> failure)
                .join())
        .isNotNull();
    Fixture.append(engine, AppendCondition.none(), Fixture.again(old, other, 1)).join();

    assertThat(log.session(session)).hasSize(1);
    assertThat(log.session(other)).hasSize(1);
  }

  @Test
  void hotReadsArePlannedForTheirMonthsOnly() throws SQLException {
    texts(
        """
        SELECT create_log_partitions(month)
        FROM generate_series(timestamptz '2029-06-01', '2031-06-01', interval '1 month') AS month
        """);
    now.set(END_OF_MAY);
    append(1, 5);
    StreamKey stream = new StreamKey("default", session.value());
    LogReader real = new LogReader(log.pool, ((InstantSource) now::get).withZone(ZoneOffset.UTC));
    StreamHead head = real.streamHead(stream);
    LogReader explained =
        new LogReader(
            Plans.explaining(log.pool), ((InstantSource) now::get).withZone(ZoneOffset.UTC));

    String replay = Plans.of(() -> explained.stream(stream, head, 0, Long.MAX_VALUE, 100));
    assertThat(replay)
        .contains("event_log_mandatory_2031_05_session_ix")
        .doesNotContain("2031_04", "2031_06", "2029");
    String tail = Plans.of(() -> explained.log(2, Long.MAX_VALUE, 100));
    assertThat(tail)
        .contains("event_log_mandatory_2031_05_position_ix")
        .doesNotContain("2031_04", "2031_06", "2029");
    String ids = Plans.of(() -> explained.events(stream, List.of(java.util.UUID.randomUUID())));
    assertThat(ids)
        .contains("event_log_mandatory_2031_05", "event_log_mandatory_2031_04")
        .doesNotContain("2031_03", "2029");
  }

  private void append(long first, int events) {
    Fixture.append(
            engine,
            AppendCondition.none(),
            LongStream.range(first, first + events)
                .mapToObj(number -> Fixture.recorded(session, number))
                .toArray(EventRecorded[]::new))
        .join();
  }

  private List<Long> tail(int events) {
    MessageStream<EventMessage> stream =
        engine.stream(StreamingCondition.startingFrom(new GlobalSequenceTrackingToken(0)), null);
    List<Long> seen = new ArrayList<>();
    while (seen.size() < events) {
      assertThat(stream.error()).isEmpty();
      stream
          .next()
          .map(entry -> ((RecordedEvent) entry.message().payload()).position().value())
          .ifPresent(seen::add);
    }
    stream.close();
    return seen;
  }

  private List<String> texts(String sql) throws SQLException {
    try (Connection connection = log.database.owner().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
