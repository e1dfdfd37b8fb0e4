package org.dwsaudit.compliance.facts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.schema.administration.FactJson;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.SessionId;
import org.jspecify.annotations.Nullable;

/** Rows of the system stream as facts. */
final class FactRows {

  private FactRows() {}

  static RecordedFact read(ResultSet row) throws SQLException {
    return new RecordedFact(
        FactJson.fact(event(row)),
        new Position(row.getLong("position")),
        instant(row, "recorded_at"));
  }

  private static AuditEvent event(ResultSet row) throws SQLException {
    return new AuditEvent(
        new EventId(row.getObject("event_id", UUID.class)),
        row.getString("event_type"),
        instant(row, "occurred_at").plusNanos(row.getInt("occurred_nanos")),
        SessionId.SYSTEM,
        present(row.getString("workflow_id")),
        row.getString("phase_id"),
        row.getString("worker_id"),
        row.getString("correlation_id"),
        present(row.getString("base_version")),
        null,
        JsonDocument.ofText(row.getString("payload")),
        Classification.DEFAULT,
        Map.of());
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static String present(@Nullable String column) {
    return column == null ? "" : column;
  }
}
