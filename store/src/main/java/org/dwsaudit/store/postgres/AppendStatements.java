package org.dwsaudit.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statements that write the log. */
final class AppendStatements {

  /** Between the tags of one row on their way into the statement; no tag may contain it. */
  private static final String TAG_SEPARATOR = "\u001f";

  private AppendStatements() {}

  static void insert(Connection connection, List<LogRow> rows) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO event_log (
                tenant, session_id, sequence_number, position, event_id, event_type,
                occurred_at, occurred_nanos, recorded_at, workflow_id, phase_id, worker_id,
                correlation_id, base_version, data_classification, field_classifications,
                context, payload, metadata, tags)
            SELECT tenant, session_id, sequence_number, position, event_id, event_type,
                   occurred_at, occurred_nanos, ?, workflow_id, phase_id, worker_id,
                   correlation_id, base_version, data_classification, field_classifications::json,
                   context::json, payload::json, metadata::json, string_to_array(tags, E'\\x1f')
            FROM unnest(
                ?::text[], ?::uuid[], ?::bigint[], ?::bigint[], ?::uuid[], ?::text[],
                ?::timestamptz[], ?::smallint[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::smallint[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[])
              AS new (
                tenant, session_id, sequence_number, position, event_id, event_type,
                occurred_at, occurred_nanos, workflow_id, phase_id, worker_id,
                correlation_id, base_version, data_classification, field_classifications,
                context, payload, metadata, tags)
            """)) {
      insert.setObject(1, utc(rows.getFirst().recordedAt()));
      Columns columns = new Columns(insert, rows, 2);
      columns.set("text", row -> row.stream().tenant());
      columns.set("uuid", row -> row.stream().sessionId());
      columns.set("bigint", LogRow::sequenceNumber);
      columns.set("bigint", LogRow::position);
      columns.set("uuid", LogRow::eventId);
      columns.set("text", LogRow::eventType);
      columns.set("text", row -> micros(row.occurredAt()).toString());
      columns.set("smallint", row -> nanosBeside(row.occurredAt()));
      columns.set("text", LogRow::workflowId);
      columns.set("text", LogRow::phaseId);
      columns.set("text", LogRow::workerId);
      columns.set("text", LogRow::correlationId);
      columns.set("text", LogRow::baseVersion);
      columns.set("smallint", LogRow::dataClassification);
      columns.set("text", LogRow::fieldClassificationsJson);
      columns.set("text", LogRow::contextJson);
      columns.set("text", LogRow::payloadJson);
      columns.set("text", LogRow::metadataJson);
      columns.set("text", AppendStatements::tags);
      insert.executeUpdate();
    }
  }

  static void moveStreamHeads(
      Connection connection,
      Map<StreamKey, StreamHead> heads,
      Map<StreamKey, Long> firstPositions,
      Instant now)
      throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            INSERT INTO session_head AS head (
                tenant, session_id, last_sequence, first_position, last_position,
                first_recorded_at, last_recorded_at)
            SELECT tenant, session_id, last_sequence, first_position, last_position, ?, ?
            FROM unnest(?::text[], ?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[])
              AS new (tenant, session_id, last_sequence, first_position, last_position)
            ON CONFLICT (tenant, session_id) DO UPDATE
            SET last_sequence = excluded.last_sequence,
                last_position = excluded.last_position,
                last_recorded_at = excluded.last_recorded_at
            """)) {
      List<StreamKey> moved = new ArrayList<>(firstPositions.keySet());
      upsert.setObject(1, utc(now));
      upsert.setObject(2, utc(now));
      upsert.setArray(3, connection.createArrayOf("text", map(moved, StreamKey::tenant)));
      upsert.setArray(4, connection.createArrayOf("uuid", map(moved, StreamKey::sessionId)));
      upsert.setArray(
          5, connection.createArrayOf("bigint", map(moved, s -> head(heads, s).lastSequence())));
      upsert.setArray(6, connection.createArrayOf("bigint", map(moved, firstPositions::get)));
      upsert.setArray(
          7, connection.createArrayOf("bigint", map(moved, s -> head(heads, s).lastPosition())));
      upsert.executeUpdate();
    }
  }

  static void moveLogHead(Connection connection, long lastPosition) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE log_head SET last_position = ?")) {
      update.setLong(1, lastPosition);
      update.executeUpdate();
    }
  }

  private static StreamHead head(Map<StreamKey, StreamHead> heads, StreamKey stream) {
    return heads.getOrDefault(stream, StreamHead.EMPTY);
  }

  private static @Nullable String tags(LogRow row) {
    return row.tags().isEmpty() ? null : String.join(TAG_SEPARATOR, row.tags());
  }

  private static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  private static int nanosBeside(Instant time) {
    return time.getNano() % 1_000;
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static <T> @Nullable Object[] map(
      List<T> items, Function<T, ? extends @Nullable Object> value) {
    @Nullable Object[] values = new @Nullable Object[items.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(items.get(i));
    }
    return values;
  }

  /** Sets one array parameter after the other, a column of the rows each. */
  private static final class Columns {
    private final PreparedStatement statement;
    private final List<LogRow> rows;
    private int parameter;

    Columns(PreparedStatement statement, List<LogRow> rows, int firstParameter) {
      this.statement = statement;
      this.rows = rows;
      this.parameter = firstParameter;
    }

    void set(String type, Function<LogRow, ? extends @Nullable Object> value) throws SQLException {
      statement.setArray(
          parameter++, statement.getConnection().createArrayOf(type, map(rows, value)));
    }
  }
}
