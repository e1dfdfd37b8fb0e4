package org.dwsaudit.projections.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.EventFilter;
import org.jspecify.annotations.Nullable;

/** The statements of {@link EventQueries}. */
final class EventReads {

  private static final Instant BEFORE_ALL = Instant.EPOCH;
  private static final Instant AFTER_ALL = Instant.parse("9999-12-31T00:00:00Z");

  private static final int ROWS_A_FETCH = 64;

  static final String FORWARD =
      """
      SELECT tenant, session_id, sequence_number, position, event_id, event_type,
             occurred_at, occurred_nanos, recorded_at, workflow_id, phase_id, worker_id,
             correlation_id, base_version, data_classification, field_classifications,
             context, payload, leaf_hash, secret
      FROM event_log
      WHERE tenant = ?
        AND position > ?
        AND position <= ?
        AND retention_class >= ?
        AND recorded_at >= ?
        AND recorded_at < ?
        AND (?::uuid[] IS NULL OR session_id = ANY (?))
        AND (?::text[] IS NULL OR event_type = ANY (?))
        AND (?::text IS NULL OR event_type = ?)
        AND (?::text[] IS NULL OR correlation_id = ANY (?))
        AND (?::text IS NULL OR correlation_id = ?)
        AND (?::text[] IS NULL OR worker_id = ANY (?))
        AND (?::text[] IS NULL OR workflow_id = ANY (?))
        AND (?::text[] IS NULL OR phase_id = ANY (?))
        AND (?::int2[] IS NULL OR coalesce(data_classification, 1) = ANY (?))
        AND (?::timestamptz IS NULL
             OR (occurred_at >= ? AND (occurred_at > ? OR occurred_nanos >= ?)))
        AND (?::timestamptz IS NULL
             OR (occurred_at <= ? AND (occurred_at < ? OR occurred_nanos <= ?)))
      ORDER BY position
      LIMIT ?
      """;

  /** The same backwards; a test sees to it that it stays the same. */
  static final String BACKWARD =
      """
      SELECT tenant, session_id, sequence_number, position, event_id, event_type,
             occurred_at, occurred_nanos, recorded_at, workflow_id, phase_id, worker_id,
             correlation_id, base_version, data_classification, field_classifications,
             context, payload, leaf_hash, secret
      FROM event_log
      WHERE tenant = ?
        AND position > ?
        AND position <= ?
        AND retention_class >= ?
        AND recorded_at >= ?
        AND recorded_at < ?
        AND (?::uuid[] IS NULL OR session_id = ANY (?))
        AND (?::text[] IS NULL OR event_type = ANY (?))
        AND (?::text IS NULL OR event_type = ?)
        AND (?::text[] IS NULL OR correlation_id = ANY (?))
        AND (?::text IS NULL OR correlation_id = ?)
        AND (?::text[] IS NULL OR worker_id = ANY (?))
        AND (?::text[] IS NULL OR workflow_id = ANY (?))
        AND (?::text[] IS NULL OR phase_id = ANY (?))
        AND (?::int2[] IS NULL OR coalesce(data_classification, 1) = ANY (?))
        AND (?::timestamptz IS NULL
             OR (occurred_at >= ? AND (occurred_at > ? OR occurred_nanos >= ?)))
        AND (?::timestamptz IS NULL
             OR (occurred_at <= ? AND (occurred_at < ? OR occurred_nanos <= ?)))
      ORDER BY position DESC
      LIMIT ?
      """;

  private EventReads() {}

  /** Some events, and whether there are more. */
  record Rows(List<RecordedEvent> events, boolean more) {

    Position last() {
      return events.getLast().position();
    }
  }

  static Position head(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT last_position FROM log_head");
        ResultSet row = select.executeQuery()) {
      return row.next() ? new Position(row.getLong("last_position")) : Position.START;
    }
  }

  /** The tenant's event types: one probe of the index each, however long the log is. */
  static List<String> knownTypes(Connection connection, TenantId tenant) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            WITH RECURSIVE known (event_type) AS (
                (SELECT event_type
                 FROM event_log
                 WHERE tenant = ?
                 ORDER BY event_type
                 LIMIT 1)
                UNION ALL
                SELECT (SELECT event_type
                        FROM event_log
                        WHERE tenant = ? AND event_type > known.event_type
                        ORDER BY event_type
                        LIMIT 1)
                FROM known
                WHERE known.event_type IS NOT NULL
            )
            SELECT event_type
            FROM known
            WHERE event_type IS NOT NULL
            """)) {
      new SqlArguments(select).value(tenant.value()).value(tenant.value());
      List<String> types = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          types.add(row.getString("event_type"));
        }
      }
      return types;
    }
  }

  /**
   * The event of that id, recorded at that time or later: the later the time, the fewer partitions
   * there are to look into.
   */
  static Optional<RecordedEvent> event(
      Connection connection, TenantId tenant, EventId id, Instant recordedFrom)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT tenant, session_id, sequence_number, position, event_id, event_type,
                   occurred_at, occurred_nanos, recorded_at, workflow_id, phase_id, worker_id,
                   correlation_id, base_version, data_classification, field_classifications,
                   context, payload, leaf_hash, secret
            FROM event_log
            WHERE tenant = ? AND event_id = ? AND recorded_at >= ?
            ORDER BY position
            LIMIT 1
            """)) {
      new SqlArguments(select)
          .value(tenant.value())
          .value(id.value())
          .value(recordedFrom.atOffset(ZoneOffset.UTC));
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(EventRows.event(row)) : Optional.empty();
      }
    }
  }

  private static String statement(LogDirection direction) {
    return switch (direction) {
      case FORWARD -> FORWARD;
      case BACKWARD -> BACKWARD;
    };
  }

  /**
   * The events after a position and up to another, read in one direction.
   *
   * @param types the exact types wanted; null for all
   * @param reach of the log between {@code after} and {@code upTo}, or beyond
   * @param charactersMax an event that begins below it is still in
   */
  static Rows rows(
      Connection connection,
      TenantId tenant,
      EventFilter filter,
      @Nullable List<String> types,
      LogDirection direction,
      Position after,
      Position upTo,
      LogReach reach,
      int limit,
      int charactersMax)
      throws SQLException {
    // the store's own facts are not kept by months; they may lack a level, which is then the
    // default
    boolean system = filter.includesSystemStream();
    try (PreparedStatement select = connection.prepareStatement(statement(direction))) {
      select.setFetchSize(ROWS_A_FETCH);
      SqlArguments arguments =
          new SqlArguments(select)
              .value(tenant.value())
              .value(after.value())
              .value(Math.min(upTo.value(), reach.head().value()))
              .value(system ? 0 : 1)
              .value((system ? BEFORE_ALL : reach.recordedFrom()).atOffset(ZoneOffset.UTC))
              .value((system ? AFTER_ALL : reach.recordedBefore()).atOffset(ZoneOffset.UTC))
              .optionalAny("uuid", sessions(filter));
      // one value is asked for with =, which lets the index give the order as well
      arguments.optionalAny("text", severalOf(types)).optional(oneOf(types), Types.VARCHAR);
      List<String> correlations = orNull(filter.correlationIds());
      arguments
          .optionalAny("text", severalOf(correlations))
          .optional(oneOf(correlations), Types.VARCHAR)
          .optionalAny("text", orNull(filter.workerIds()))
          .optionalAny("text", orNull(filter.workflowIds()))
          .optionalAny("text", orNull(filter.phaseIds()))
          .optionalAny("int2", levels(filter))
          .optionalTime(filter.from())
          .optionalTime(filter.to())
          .value(limit + 1);
      try (ResultSet row = select.executeQuery()) {
        return collect(row, limit, charactersMax);
      }
    }
  }

  static Rows collect(ResultSet row, int limit, int charactersMax) throws SQLException {
    List<RecordedEvent> events = new ArrayList<>();
    long characters = 0;
    while (row.next()) {
      if (events.size() == limit || characters >= charactersMax) {
        return new Rows(events, true);
      }
      RecordedEvent event = EventRows.event(row);
      events.add(event);
      characters += event.event().contentCharacters();
    }
    return new Rows(events, false);
  }

  private static @Nullable List<?> sessions(EventFilter filter) {
    return filter.sessionIds().isEmpty()
        ? null
        : filter.sessionIds().stream().map(session -> session.value()).toList();
  }

  private static @Nullable List<?> levels(EventFilter filter) {
    return filter.classifications().isEmpty()
        ? null
        : filter.classifications().stream().map(level -> (short) level.ordinal()).toList();
  }

  private static @Nullable List<String> orNull(List<String> values) {
    return values.isEmpty() ? null : values;
  }

  private static @Nullable List<String> severalOf(@Nullable List<String> values) {
    return values != null && values.size() == 1 ? null : values;
  }

  private static @Nullable String oneOf(@Nullable List<String> values) {
    return values != null && values.size() == 1 ? values.getFirst() : null;
  }
}
