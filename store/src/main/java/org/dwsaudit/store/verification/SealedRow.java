package org.dwsaudit.store.verification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.integrity.LeafHash;
import org.jspecify.annotations.Nullable;

/** An event as it is stored, with what its leaf hash is made of. */
record SealedRow(
    long sequenceNumber,
    AuditEvent event,
    Instant recordedAt,
    @Nullable LeafHash leaf,
    byte @Nullable [] secret) {

  /**
   * @throws RuntimeException if what is stored cannot have been an event
   */
  static SealedRow read(ResultSet row, SessionId session) throws SQLException {
    byte[] leaf = row.getBytes("leaf_hash");
    return new SealedRow(
        row.getLong("sequence_number"),
        event(row, session),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        leaf == null ? null : LeafHash.of(leaf),
        row.getBytes("secret"));
  }

  private static AuditEvent event(ResultSet row, SessionId session) throws SQLException {
    String context = row.getString("context");
    return new AuditEvent(
        new EventId(row.getObject("event_id", UUID.class)),
        row.getString("event_type"),
        row.getObject("occurred_at", OffsetDateTime.class)
            .toInstant()
            .plusNanos(row.getInt("occurred_nanos")),
        session,
        present(row.getString("workflow_id")),
        row.getString("phase_id"),
        row.getString("worker_id"),
        row.getString("correlation_id"),
        present(row.getString("base_version")),
        context == null ? null : JsonDocument.ofText(context),
        JsonDocument.ofText(row.getString("payload")),
        level(row.getInt("data_classification")),
        levels(row.getString("field_classifications")));
  }

  private static Classification level(int ordinal) {
    Classification[] levels = Classification.values();
    return levels[ordinal];
  }

  private static Map<String, Classification> levels(@Nullable String json) {
    Map<String, Classification> levels = new HashMap<>();
    if (json != null) {
      JsonDocument.ofText(json)
          .tree()
          .properties()
          .forEach(
              level ->
                  levels.put(
                      level.getKey(),
                      Classification.ofLabel(level.getValue().asText()).orElseThrow()));
    }
    return levels;
  }

  private static String present(@Nullable String column) {
    return column == null ? "" : column;
  }
}
