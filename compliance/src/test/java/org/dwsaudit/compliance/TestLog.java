package org.dwsaudit.compliance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.dwsaudit.compliance.facts.FactHistory;
import org.dwsaudit.compliance.facts.FactLog;
import org.dwsaudit.compliance.facts.RecordedFact;
import org.dwsaudit.migrations.TestDatabase;
import org.dwsaudit.schema.administration.AdministrativeFact;
import org.dwsaudit.schema.administration.AdministrativeFact.LegalHoldPlaced;
import org.dwsaudit.schema.administration.AdministrativeFact.LegalHoldReleased;
import org.dwsaudit.schema.administration.ExpiredRangeEntry;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.integrity.LeafHash;
import org.dwsaudit.schema.taxonomy.Taxonomy;

/** A log in a database of its own, written the way that the store writes it. */
public final class TestLog implements AutoCloseable, FactLog {

  private final TestDatabase database = TestDatabase.create();

  public DataSource writer() {
    return database.writer();
  }

  public DataSource owner() {
    return database.owner();
  }

  public DataSource retention() {
    return database.retention();
  }

  /** Appends events of one tenant; what they say of sequence number and position is replaced. */
  public void append(List<RecordedEvent> events) {
    try (Connection connection = database.owner().getConnection()) {
      makePartitions(connection, events);
      connection.setAutoCommit(false);
      append(connection, events);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void makePartitions(Connection connection, List<RecordedEvent> events)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT create_log_partitions(?)")) {
      for (Instant month : months(events)) {
        select.setObject(1, month.atOffset(ZoneOffset.UTC));
        select.execute();
      }
    }
  }

  private static Set<Instant> months(List<RecordedEvent> events) {
    return events.stream()
        .map(
            event ->
                event
                    .recordedAt()
                    .atOffset(ZoneOffset.UTC)
                    .with(TemporalAdjusters.firstDayOfMonth())
                    .truncatedTo(ChronoUnit.DAYS)
                    .toInstant())
        .collect(Collectors.toSet());
  }

  private static void append(Connection connection, List<RecordedEvent> events)
      throws SQLException {
    long before = lastPosition(connection);
    long position = before;
    Map<SessionId, Long> sequences = new HashMap<>();
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO event_log (tenant, session_id, sequence_number, position, event_id,
                event_type, occurred_at, occurred_nanos, recorded_at, workflow_id, worker_id,
                correlation_id, base_version, data_classification, payload, retention_class,
                leaf_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, sha256(?::text::bytea))
            """)) {
      for (RecordedEvent recorded : events) {
        AuditEvent event = recorded.event();
        Long known = sequences.get(event.sessionId());
        long sequence = 1 + (known == null ? lastSequence(connection, recorded) : known);
        sequences.put(event.sessionId(), sequence);
        insert.setString(1, recorded.tenant().value());
        insert.setObject(2, event.sessionId().value());
        insert.setLong(3, sequence);
        insert.setLong(4, ++position);
        insert.setObject(5, event.eventId().value());
        insert.setString(6, event.eventType());
        insert.setObject(7, event.timestamp().atOffset(ZoneOffset.UTC));
        insert.setObject(8, recorded.recordedAt().atOffset(ZoneOffset.UTC));
        insert.setString(9, event.workflowId());
        insert.setString(10, event.workerId());
        insert.setString(11, event.correlationId());
        insert.setString(12, event.baseVersion());
        insert.setInt(13, event.dataClassification().ordinal());
        insert.setString(14, event.payload().text());
        insert.setInt(15, retentionClass(event));
        insert.setObject(16, event.eventId().value());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    TenantId tenant = events.getFirst().tenant();
    for (Map.Entry<SessionId, Long> head : sequences.entrySet()) {
      raise(connection, tenant, head.getKey(), head.getValue(), position);
    }
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE log_head SET last_position = ?")) {
      update.setLong(1, position);
      update.executeUpdate();
    }
    if (events.stream().anyMatch(event -> retentionClass(event.event()) > 0)) {
      register(connection, before);
    }
  }

  private static int retentionClass(AuditEvent event) {
    if (event.sessionId().isSystem()) {
      return 0;
    }
    return switch (Taxonomy.standard().requirementOf(event.eventType())) {
      case MANDATORY -> 1;
      case OPTIONAL -> 2;
    };
  }

  /** Tells the partitions' registry what is new in them, as the store does when it appends. */
  private static void register(Connection connection, long afterPosition) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TEMPORARY TABLE appended ON COMMIT DROP AS
          SELECT held.name, e.*, least(e.occurred_at, e.recorded_at) AS clock
          FROM event_log e
          JOIN log_partition held
            ON held.retention_class = e.retention_class
           AND held.month = date_trunc('month', e.recorded_at AT TIME ZONE 'UTC')
          WHERE e.position > %d;
          UPDATE log_partition held
          SET first_position = coalesce(held.first_position, e.first_position),
              last_position = e.last_position,
              min_clock = least(held.min_clock, e.min_clock),
              max_clock = greatest(held.max_clock, e.max_clock),
              max_recorded_at = greatest(held.max_recorded_at, e.max_recorded_at)
          FROM (SELECT name, min(position) AS first_position, max(position) AS last_position,
                       min(clock) AS min_clock, max(clock) AS max_clock,
                       max(recorded_at) AS max_recorded_at
                FROM appended
                GROUP BY name) e
          WHERE held.name = e.name;
          INSERT INTO log_partition_kind AS kind
          SELECT name, tenant, event_type, count(*), 0, min(occurred_at), max(occurred_at)
          FROM appended
          GROUP BY name, tenant, event_type
          ON CONFLICT (partition, tenant, event_type) DO UPDATE
          SET events = kind.events + excluded.events,
              min_occurred_at = least(kind.min_occurred_at, excluded.min_occurred_at),
              max_occurred_at = greatest(kind.max_occurred_at, excluded.max_occurred_at)
          """
              .formatted(afterPosition));
    }
  }

  /** Of how many kinds the registry says another number than there are. */
  public long miscounted() {
    return number(
        """
        SELECT count(*)
        FROM (SELECT held.name, e.tenant, e.event_type, count(*) AS events
              FROM event_log e
              JOIN log_partition held
                ON held.retention_class = e.retention_class
               AND held.month = date_trunc('month', e.recorded_at AT TIME ZONE 'UTC')
              GROUP BY held.name, e.tenant, e.event_type) found
        FULL JOIN (SELECT * FROM log_partition_kind WHERE events > expired) told
          ON told.partition = found.name AND told.tenant = found.tenant
         AND told.event_type = found.event_type
        WHERE told.events - told.expired IS DISTINCT FROM found.events
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

  private static long lastPosition(Connection connection) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet rows = select.executeQuery("SELECT last_position FROM log_head FOR UPDATE")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static long lastSequence(Connection connection, RecordedEvent event) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT coalesce(max(last_sequence), 0)
            FROM session_head
            WHERE tenant = ? AND session_id = ?
            """)) {
      select.setString(1, event.tenant().value());
      select.setObject(2, event.event().sessionId().value());
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static void raise(
      Connection connection, TenantId tenant, SessionId session, long sequence, long position)
      throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            INSERT INTO session_head VALUES (?, ?, ?, ?, ?, now(), now())
            ON CONFLICT ON CONSTRAINT session_head_pk
            DO UPDATE SET last_sequence = excluded.last_sequence,
                          last_position = excluded.last_position
            """)) {
      upsert.setString(1, tenant.value());
      upsert.setObject(2, session.value());
      upsert.setLong(3, sequence);
      upsert.setLong(4, position);
      upsert.setLong(5, position);
      upsert.executeUpdate();
    }
  }

  @Override
  public void record(TenantId tenant, AdministrativeFact fact) {
    if (fact instanceof LegalHoldReleased released) {
      decideRelease(tenant, released);
    }
    append(List.of(TestEvents.fact(tenant, fact)));
  }

  private void decideRelease(TenantId tenant, LegalHoldReleased released) {
    List<RecordedFact> hold =
        facts(tenant, LegalHoldPlaced.TYPE, LegalHoldReleased.TYPE).stream()
            .filter(earlier -> earlier.fact().tag().equals(released.tag()))
            .toList();
    if (hold.isEmpty()) {
      throw new AuditException(ErrorCode.HOLD_NOT_FOUND, "no such hold");
    }
    if (hold.size() > 1) {
      throw new AuditException(ErrorCode.HOLD_RELEASED, "released before");
    }
  }

  /** The tenant's facts of the types, in commit order. */
  public List<RecordedFact> facts(TenantId tenant, String... types) {
    try (Connection connection = database.owner().getConnection()) {
      return new FactHistory(connection, tenant).all(List.of(types));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A number out of one row. */
  public long number(String sql, Object... parameters) {
    try (Connection connection = database.owner().getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        select.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many of a session's events are there. */
  public long events(SessionId session) {
    return number("SELECT count(*) FROM event_log WHERE session_id = ?", session.value());
  }

  /** How many events of the default tenant's workers are there. */
  public long events() {
    return number(
        "SELECT count(*) FROM event_log WHERE tenant = 'default' AND retention_class <> 0");
  }

  /** The ids of the workers' events that are there. */
  public Set<UUID> eventIds() {
    try (Connection connection = database.owner().getConnection();
        Statement select = connection.createStatement();
        ResultSet rows =
            select.executeQuery("SELECT event_id FROM event_log WHERE retention_class <> 0")) {
      Set<UUID> ids = new HashSet<>();
      while (rows.next()) {
        ids.add(rows.getObject(1, UUID.class));
      }
      return ids;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The leaf hash at a position. */
  public byte[] leafAt(long position) {
    return read(
            "SELECT leaf_hash FROM event_log WHERE position = ?", position, row -> row.getBytes(1))
        .getFirst();
  }

  /** What is recorded of the ranges that a run removed, in order. */
  public List<ExpiredRangeEntry> ranges(UUID runId) {
    return read(
        """
        SELECT session_id, first_sequence, last_sequence, category, last_leaf, leaves
        FROM expired_range
        WHERE run_id = ?
        ORDER BY ordinal
        """,
        runId,
        row ->
            new ExpiredRangeEntry(
                new SessionId(row.getObject(1, UUID.class)),
                row.getLong(2),
                row.getLong(3),
                row.getString(4),
                LeafHash.of(row.getBytes(5)),
                HexFormat.of().formatHex(row.getBytes(6))));
  }

  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> read(String sql, Object parameter, Reading<T> reading) {
    try (Connection connection = database.owner().getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, parameter);
      List<T> all = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          all.add(reading.of(row));
        }
      }
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Over how many events ranges are recorded. */
  public long expiredInAll() {
    return number("SELECT coalesce(sum(events), 0) FROM expired_range");
  }

  /** Over how many events ranges are recorded for a run. */
  public long expired(UUID runId) {
    return number("SELECT coalesce(sum(events), 0) FROM expired_range WHERE run_id = ?", runId);
  }

  @Override
  public void close() {
    database.close();
  }
}
