package org.dwsaudit.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How the statements inside {@code append_group} and {@code append_event} are executed on a log of
 * many months: by index, in the months that can matter, whether their plans were made before there
 * was anything or after.
 */
class AppendPlansIT {

  private static final Instant FEBRUARY = Instant.parse("2031-02-10T12:00:00Z");
  private static final Instant MAY = Instant.parse("2031-05-10T12:00:00Z");
  private static final Pattern SEQ_SCAN = Pattern.compile("Seq Scan on (\\w+)");
  private static final Pattern QUERY_TEXT = Pattern.compile("Query Text: (.{1,20})");
  private static final Pattern LOG_INDEX = Pattern.compile("Scan using (event_log_\\w+)");

  private final AtomicReference<Instant> now = new AtomicReference<>(MAY);
  private final Fixture log = new Fixture();
  private final NestedPlans plans = new NestedPlans(log.database.owner());

  @BeforeEach
  void makeMonths() throws SQLException {
    assumeThat(text("SHOW is_superuser")).as("who may load auto_explain").isEqualTo("on");
    execute(
        """
        SELECT create_log_partitions(month)
        FROM generate_series(timestamptz '2029-06-01', '2031-05-01', interval '1 month') AS month
        """);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 200})
  void aNewSessionIsLookedForInThisMonthAndTheOneBefore(int events) throws SQLException {
    try (HikariDataSource one = Fixture.pool(plans.source());
        PostgresEventStorageEngine engine = explainedEngine(one)) {
      append(engine, Fixture.newSession(), 1, events);
      assertByIndexIn(
          "event_log_system",
          "event_log_mandatory_2031_04",
          "event_log_optional_2031_04",
          "event_log_mandatory_2031_05",
          "event_log_optional_2031_05");
    }
  }

  @Test
  void plansThatWereMadeForAnEmptyLogStayGood() throws SQLException {
    try (HikariDataSource one = Fixture.pool(plans.source());
        PostgresEventStorageEngine engine = explainedEngine(one)) {
      append(engine, Fixture.newSession(), 1, 1);
      fill();
      plans.forget();
      append(engine, Fixture.newSession(), 1, 1);
      assertByIndexIn(
          "event_log_system",
          "event_log_mandatory_2031_04",
          "event_log_optional_2031_04",
          "event_log_mandatory_2031_05",
          "event_log_optional_2031_05");
    }
  }

  @Test
  void anOldSessionIsLookedForSinceItBegan() throws SQLException {
    SessionId old = Fixture.newSession();
    now.set(FEBRUARY);
    try (PostgresEventStorageEngine engine = engine(log.pool)) {
      append(engine, old, 1, 1);
    }
    now.set(MAY);
    fill();
    try (HikariDataSource one = Fixture.pool(plans.source());
        PostgresEventStorageEngine engine = explainedEngine(one)) {
      append(engine, old, 2, 1);
      assertByIndexIn(
          "event_log_system",
          "event_log_mandatory_2031_02",
          "event_log_optional_2031_02",
          "event_log_mandatory_2031_03",
          "event_log_optional_2031_03",
          "event_log_mandatory_2031_04",
          "event_log_optional_2031_04",
          "event_log_mandatory_2031_05",
          "event_log_optional_2031_05");
    }
  }

  private PostgresEventStorageEngine engine(HikariDataSource source) {
    return Fixture.engine(source, clock());
  }

  /** Writes over one connection, which keeps its plans. */
  private PostgresEventStorageEngine explainedEngine(HikariDataSource one) {
    one.setMaximumPoolSize(1);
    return new PostgresEventStorageEngine(
        one, log.pool, new JacksonConverter(), Taxonomy.standard(), clock());
  }

  private Clock clock() {
    return ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  }

  private static void append(
      PostgresEventStorageEngine engine, SessionId session, long first, int events) {
    Fixture.append(
            engine,
            AppendCondition.none(),
            LongStream.range(first, first + events)
                .mapToObj(number -> Fixture.recorded(session, number))
                .toArray(EventRecorded[]::new))
        .join();
  }

  /** So much that a look-up by anything but the ids would cost, and the planner knows it. */
  private void fill() throws SQLException {
    try (PostgresEventStorageEngine engine = engine(log.pool)) {
      for (int i = 0; i < 4; i++) {
        append(engine, Fixture.newSession(), 1, 2_000);
      }
    }
    execute("ANALYZE");
  }

  private void assertByIndexIn(String... partitions) throws SQLException {
    String source =
        text(
            """
            SELECT string_agg(prosrc, E'\n')
            FROM pg_proc
            WHERE proname IN ('append_group', 'append_event')
            """);
    List<String> inside = plans.taken().stream().filter(plan -> isFrom(source, plan)).toList();
    assertThat(inside).anyMatch(plan -> plan.contains("session_head"));
    assertThat(matches(SEQ_SCAN, inside)).isSubsetOf("log_head");
    assertThat(matches(LOG_INDEX, inside))
        .containsExactlyInAnyOrder(
            List.of(partitions).stream().map(name -> name + "_event_id_ix").toArray(String[]::new));
    assertThat(inside).noneMatch(plan -> plan.contains("Sort"));
  }

  /** The database tells a statement as it stands in the function, but for INTO and what follows. */
  private static boolean isFrom(String source, String plan) {
    Matcher text = QUERY_TEXT.matcher(plan);
    return text.find() && source.contains(text.group(1));
  }

  private static List<String> matches(Pattern pattern, List<String> plans) {
    return plans.stream()
        .flatMap(plan -> pattern.matcher(plan).results())
        .map((MatchResult found) -> found.group(1))
        .distinct()
        .toList();
  }

  private String text(String sql) throws SQLException {
    try (Connection connection = log.database.owner().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = log.database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
