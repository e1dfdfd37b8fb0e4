package org.dwsaudit.projections.view;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.integrity.Sha256;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.jspecify.annotations.Nullable;

/**
 * {@code counts}: how many events there were on each day, by every combination of what they are
 * counted by. {@link EventCounts} adds them up.
 */
final class CountsView implements View {

  static final String NAME = "counts";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> filters() {
    return List.of("day", "category", "event_type", "workflow_id", "worker_id");
  }

  @Override
  public ViewBatch batch() {
    return new Batch();
  }

  @Override
  public String page() {
    return """
    SELECT row_id, day, category, event_type, workflow_id, phase_id, worker_id,
           level AS data_classification, events
    FROM counts_view
    WHERE generation = (SELECT generation FROM projection WHERE view = ?)
      AND tenant = ? AND row_id > ?
      AND (?::text IS NULL OR day::text = ?)
      AND (?::text IS NULL OR category = ?)
      AND (?::text IS NULL OR event_type = ?)
      AND (?::text IS NULL OR workflow_id = ?)
      AND (?::text IS NULL OR worker_id = ?)
    ORDER BY row_id
    LIMIT ?
    """;
  }

  @Override
  public List<String> deletions() {
    return List.of(
        """
        DELETE FROM counts_view WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM counts_view WHERE generation < ? LIMIT ?))
        """);
  }

  /** What a row counts. */
  private record Combination(
      String tenant,
      LocalDate day,
      String eventType,
      String workflow,
      String phase,
      String worker,
      String level) {

    static Combination of(RecordedEvent recorded) {
      AuditEvent event = recorded.event();
      return new Combination(
          recorded.tenant().value(),
          Upsert.day(event.timestamp()),
          event.eventType(),
          event.workflowId(),
          present(event.phaseId()),
          present(event.workerId()),
          event.dataClassification().label());
    }

    private static String present(@Nullable String id) {
      return id == null ? "" : id;
    }

    /** The first half of a SHA-256 over all but tenant and day. */
    String hash() {
      MessageDigest digest = Sha256.digest();
      for (String part : List.of(eventType, workflow, phase, worker, level)) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
      }
      ByteBuffer hash = ByteBuffer.wrap(digest.digest());
      return new UUID(hash.getLong(), hash.getLong()).toString();
    }
  }

  private record Row(Combination counted, String hash, long events) {}

  private static final class Batch implements ViewBatch {

    private final Map<Combination, Long> events = new HashMap<>();

    @Override
    public void add(RecordedEvent recorded, AuditEvent shown) {
      events.merge(Combination.of(recorded), 1L, Long::sum);
    }

    @Override
    public void write(Connection connection, int generation) throws SQLException {
      if (events.isEmpty()) {
        return;
      }
      Map<ViewKey, Row> rows = new TreeMap<>();
      events.forEach(
          (counted, number) -> {
            Row row = new Row(counted, counted.hash(), number);
            rows.put(new ViewKey(counted.tenant(), counted.day().toString(), row.hash()), row);
          });
      try (PreparedStatement upsert =
          connection.prepareStatement(
              """
              INSERT INTO counts_view AS v (
                  generation, tenant, day, combination, category, event_type, workflow_id,
                  phase_id, worker_id, level, events)
              SELECT ?, r.*
              FROM unnest(?::text[], ?::date[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                          ?::text[], ?::text[], ?::text[], ?::bigint[])
                  AS r (tenant, day, combination, category, event_type, workflow_id, phase_id,
                        worker_id, level, events)
              ON CONFLICT (generation, tenant, day, combination) DO UPDATE
              SET events = v.events + excluded.events
              """)) {
        new Upsert<>(upsert, generation, rows.values())
            .text(row -> row.counted.tenant())
            .day(row -> row.counted.day())
            .text(Row::hash)
            .text(row -> Taxonomy.categoryOf(row.counted.eventType()))
            .text(row -> row.counted.eventType())
            .text(row -> row.counted.workflow())
            .text(row -> row.counted.phase())
            .text(row -> row.counted.worker())
            .text(row -> row.counted.level())
            .number(Row::events);
        upsert.executeUpdate();
      }
    }
  }
}
