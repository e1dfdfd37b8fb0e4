package org.dwsaudit.projections.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.CommitmentSecret;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.jspecify.annotations.Nullable;

/** Rows of {@code event_log} as events. */
final class EventRows {

  private static final Classification[] LEVELS = Classification.values();

  private EventRows() {}

  /** The event of the current row. The store's own facts may lack what every DWS event has. */
  static RecordedEvent event(ResultSet row) throws SQLException {
    AuditEvent event =
        new AuditEvent(
            new EventId(row.getObject("event_id", UUID.class)),
            row.getString("event_type"),
            occurred(row),
            new SessionId(row.getObject("session_id", UUID.class)),
            orEmpty(row.getString("workflow_id")),
            row.getString("phase_id"),
            row.getString("worker_id"),
            row.getString("correlation_id"),
            orEmpty(row.getString("base_version")),
            document(row.getString("context")),
            JsonDocument.ofText(row.getString("payload")),
            classification(row),
            fieldClassifications(row));
    return new RecordedEvent(
        new TenantId(row.getString("tenant")),
        event,
        row.getLong("sequence_number"),
        new Position(row.getLong("position")),
        instant(row, "recorded_at"),
        hex(row.getBytes("leaf_hash")),
        secret(row.getBytes("secret")));
  }

  private static @Nullable CommitmentSecret secret(byte @Nullable [] bytes) {
    return bytes == null ? null : CommitmentSecret.of(bytes);
  }

  private static @Nullable String hex(byte @Nullable [] bytes) {
    return bytes == null ? null : HexFormat.of().formatHex(bytes);
  }

  private static Instant occurred(ResultSet row) throws SQLException {
    return instant(row, "occurred_at").plusNanos(row.getInt("occurred_nanos"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static Classification classification(ResultSet row) throws SQLException {
    int ordinal = row.getInt("data_classification");
    if (row.wasNull()) {
      return Classification.DEFAULT;
    }
    if (ordinal < 0 || ordinal >= LEVELS.length) {
      throw corrupt(row, "data_classification: " + ordinal);
    }
    return LEVELS[ordinal];
  }

  private static Map<String, Classification> fieldClassifications(ResultSet row)
      throws SQLException {
    JsonDocument stored = document(row.getString("field_classifications"));
    if (stored == null) {
      return Map.of();
    }
    Map<String, Classification> levels = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : stored.tree().properties()) {
      Classification level = Classification.ofLabel(entry.getValue().asText()).orElse(null);
      if (level == null) {
        throw corrupt(row, "field_classifications: " + entry.getValue());
      }
      levels.put(entry.getKey(), level);
    }
    return levels;
  }

  private static AuditException corrupt(ResultSet row, String what) throws SQLException {
    return new AuditException(
        ErrorCode.STORE_CORRUPT,
        "event_log, position " + row.getLong("position") + ": " + what + " (expected: a level)");
  }

  private static @Nullable JsonDocument document(@Nullable String text) {
    return text == null ? null : JsonDocument.ofText(text);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
