package org.dwsaudit.projections.log;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.dwsaudit.migrations.TestDatabase;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.postgresql.ds.PGSimpleDataSource;

/** A log of its own, appended to as the store does it: under the head's lock, gapless. */
public final class LogFixture implements AutoCloseable {

  public static final Principal READER = Principal.LOCAL_OPERATOR;

  private static final Instant RECORDED = Instant.parse("2026-03-01T12:00:01.654321Z");

  /** The partition that {@link #fill} fills. */
  public static final String FILLED = "event_log_mandatory_2026_03";

  private final TestDatabase database = TestDatabase.create();
  private final HikariDataSource pool = pool(database);

  /** Connects as the server does, through a pool. */
  public DataSource source() {
    return pool;
  }

  /** A connection each time, in the writer's role, called "views" in the database. */
  public DataSource writer() {
    PGSimpleDataSource writer = (PGSimpleDataSource) database.writer();
    writer.setApplicationName("views");
    return writer;
  }

  private static HikariDataSource pool(TestDatabase database) {
    PGSimpleDataSource writer = (PGSimpleDataSource) database.writer();
    writer.setOptions(writer.getOptions() + " -c plan_cache_mode=force_custom_plan");
    HikariDataSource pool = new HikariDataSource();
    pool.setDataSource(writer);
    pool.setMaximumPoolSize(2);
    pool.setMinimumIdle(0);
    return pool;
  }

  public RecordedEvent append(AuditEvent event) {
    return append(TenantId.DEFAULT, List.of(event)).getFirst();
  }

  public List<RecordedEvent> append(List<AuditEvent> events) {
    return append(TenantId.DEFAULT, events);
  }

  public List<RecordedEvent> append(TenantId tenant, List<AuditEvent> events) {
    try (Connection connection = database.owner().getConnection()) {
      makePartitions(connection);
      connection.setAutoCommit(false);
      List<RecordedEvent> recorded = new ArrayList<>();
      long position = lockHead(connection);
      for (AuditEvent event : events) {
        position++;
        long sequence = nextSequence(connection, tenant, event, position);
        RecordedEvent row =
            new RecordedEvent(tenant, event, sequence, new Position(position), RECORDED);
        insert(connection, row);
        recorded.add(row);
      }
      try (PreparedStatement update =
          connection.prepareStatement(
              """
              WITH moved AS (UPDATE log_head SET last_position = ? RETURNING last_position)
              UPDATE log_partition SET first_position = 1, last_position = moved.last_position
              FROM moved
              WHERE name = ?
              """)) {
        update.setLong(1, position);
        update.setString(2, FILLED);
        update.executeUpdate();
      }
      connection.commit();
      return recorded;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Fills an empty log at once, all in the partition {@link #FILLED}: 500 sessions of 100 events
   * each, interleaved, of 20 common types and a rare one; every hundredth event belongs to a causal
   * chain of five.
   */
  public void fill() {
    execute(
        """
        SELECT create_log_partitions('2026-03-01T12:00:01Z');

        INSERT INTO event_log (tenant, session_id, sequence_number, position, event_id, event_type,
            occurred_at, occurred_nanos, recorded_at, retention_class, workflow_id, worker_id,
            correlation_id, base_version, data_classification, payload)
        SELECT 'default', ('5e550000-0000-4000-8000-' || lpad(to_hex(p % 500), 12, '0'))::uuid,
               (p - 1) / 500 + 1, p, ('e0000000-0000-4000-8000-' || lpad(to_hex(p), 12, '0'))::uuid,
               CASE WHEN p % 5000 = 0 THEN 'workflow.cancelled'
                    ELSE 'skill.type_' || (p % 20) END,
               timestamptz '2026-03-01' + p * interval '1 second', 0,
               timestamptz '2026-03-01T12:00:01Z', 1, 'workflow-1', 'worker-' || (p % 7), CASE WHEN p % 100 = 0 THEN 'chain-' || (p / 500) END,
               '7362a1708d720a4d697d042f21fd8637ea144c3b', 1, '{"a":1}'
        FROM generate_series(1, 50000) AS p;

        INSERT INTO session_head (tenant, session_id, last_sequence, first_position, last_position,
                                  first_recorded_at, last_recorded_at)
        SELECT tenant, session_id, max(sequence_number), min(position), max(position),
               min(recorded_at), max(recorded_at)
        FROM event_log
        GROUP BY tenant, session_id;

        UPDATE log_head SET last_position = 50000;
        UPDATE log_partition SET first_position = 1, last_position = 50000
        WHERE name = 'event_log_mandatory_2026_03';
        ANALYZE;
        """);
  }

  /** Runs any statement as the owner of the tables. */
  public void execute(String sql) {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static void makePartitions(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT create_log_partitions(?)")) {
      select.setObject(1, RECORDED.atOffset(ZoneOffset.UTC));
      select.execute();
    }
  }

  private static long lockHead(Connection connection) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("SELECT last_position FROM log_head FOR UPDATE")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static long nextSequence(
      Connection connection, TenantId tenant, AuditEvent event, long position) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            INSERT INTO session_head (tenant, session_id, last_sequence, first_position,
                                      last_position, first_recorded_at, last_recorded_at)
            VALUES (?, ?, 1, ?, ?, ?, ?)
            ON CONFLICT (tenant, session_id) DO UPDATE
                SET last_sequence = session_head.last_sequence + 1,
                    last_position = excluded.last_position,
                    last_recorded_at = excluded.last_recorded_at
            RETURNING last_sequence
            """)) {
      upsert.setString(1, tenant.value());
      upsert.setObject(2, event.sessionId().value());
      upsert.setLong(3, position);
      upsert.setLong(4, position);
      upsert.setObject(5, RECORDED.atOffset(ZoneOffset.UTC));
      upsert.setObject(6, RECORDED.atOffset(ZoneOffset.UTC));
      try (ResultSet row = upsert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static void insert(Connection connection, RecordedEvent recorded) throws SQLException {
    AuditEvent event = recorded.event();
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO event_log (tenant, session_id, sequence_number, position, event_id,
                event_type, occurred_at, occurred_nanos, recorded_at, workflow_id, phase_id,
                worker_id, correlation_id, base_version, data_classification,
                field_classifications, context, payload, retention_class)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      insert.setString(1, recorded.tenant().value());
      insert.setObject(2, event.sessionId().value());
      insert.setLong(3, recorded.sequenceNumber());
      insert.setLong(4, recorded.position().value());
      insert.setObject(5, event.eventId().value());
      insert.setString(6, event.eventType());
      insert.setObject(
          7, event.timestamp().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
      insert.setInt(8, event.timestamp().getNano() % 1000);
      insert.setObject(9, recorded.recordedAt().atOffset(ZoneOffset.UTC));
      insert.setString(10, event.workflowId());
      insert.setString(11, event.phaseId());
      insert.setString(12, event.workerId());
      insert.setString(13, event.correlationId());
      insert.setString(14, event.baseVersion());
      insert.setObject(15, event.dataClassification().ordinal(), Types.SMALLINT);
      insert.setString(16, levels(event));
      insert.setString(17, event.context() == null ? null : event.context().text());
      insert.setString(18, event.payload().text());
      insert.setInt(19, event.sessionId().isSystem() ? 0 : 1);
      insert.executeUpdate();
    }
  }

  private static String levels(AuditEvent event) {
    if (event.fieldClassifications().isEmpty()) {
      return null;
    }
    return event.fieldClassifications().entrySet().stream()
        .map(level -> json(level.getKey(), level.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String json(String pointer, Classification level) {
    return "\"" + pointer + "\":\"" + level.label() + "\"";
  }

  @Override
  public void close() {
    pool.close();
    database.close();
  }
}
