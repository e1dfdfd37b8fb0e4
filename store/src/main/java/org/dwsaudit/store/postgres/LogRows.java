package org.dwsaudit.store.postgres;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code event_log}; every statement that selects them lists these columns. */
final class LogRows {

  private LogRows() {}

  static LogRow read(ResultSet row) throws SQLException {
    return new LogRow(
        new StreamKey(row.getString("tenant"), row.getObject("session_id", UUID.class)),
        row.getLong("sequence_number"),
        row.getLong("position"),
        row.getObject("event_id", UUID.class),
        row.getString("event_type"),
        instant(row, "occurred_at").plusNanos(row.getInt("occurred_nanos")),
        instant(row, "recorded_at"),
        row.getString("workflow_id"),
        row.getString("phase_id"),
        row.getString("worker_id"),
        row.getString("correlation_id"),
        row.getString("base_version"),
        row.getObject("data_classification", Integer.class),
        row.getString("field_classifications"),
        row.getString("context"),
        row.getString("payload"),
        row.getString("metadata"),
        tags(row.getArray("tags")));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static Set<String> tags(@Nullable Array tags) throws SQLException {
    return tags == null ? Set.of() : Set.of((String[]) tags.getArray());
  }
}
