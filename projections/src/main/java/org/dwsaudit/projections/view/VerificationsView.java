package org.dwsaudit.projections.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** {@code verifications}: how the checks of each workflow came out. */
final class VerificationsView implements View {

  private static final Set<String> GATES_AND_OUTCOMES =
      Set.of(
          "workflow.gate_passed",
          "workflow.gate_failed",
          "outcome.verification_passed",
          "outcome.verification_failed");
  private static final Set<String> VERDICTS = Set.of("pass", "conditional_pass", "fail");

  @Override
  public String name() {
    return "verifications";
  }

  @Override
  public List<String> filters() {
    return List.of("workflow_id", "event_type", "verdict");
  }

  @Override
  public ViewBatch batch() {
    return new Batch();
  }

  @Override
  public String page() {
    return """
    SELECT row_id, workflow_id, event_type, nullif(verdict, '') AS verdict, events, first_at,
           last_at
    FROM verifications_view
    WHERE generation = (SELECT generation FROM projection WHERE view = ?)
      AND tenant = ? AND row_id > ?
      AND (?::text IS NULL OR workflow_id = ?)
      AND (?::text IS NULL OR event_type = ?)
      AND (?::text IS NULL OR verdict = ?)
    ORDER BY row_id
    LIMIT ?
    """;
  }

  @Override
  public List<String> deletions() {
    return List.of(
        """
        DELETE FROM verifications_view WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM verifications_view WHERE generation < ? LIMIT ?))
        """);
  }

  private static final class Row {
    final ViewKey key;
    long events;
    Instant firstAt = Instant.MAX;
    Instant lastAt = Instant.MIN;

    Row(ViewKey key) {
      this.key = key;
    }

    void take(Instant at) {
      events++;
      firstAt = at.isBefore(firstAt) ? at : firstAt;
      lastAt = at.isAfter(lastAt) ? at : lastAt;
    }
  }

  private static final class Batch implements ViewBatch {

    private final Map<ViewKey, Row> rows = new TreeMap<>();

    @Override
    public void add(RecordedEvent recorded, AuditEvent shown) {
      AuditEvent event = recorded.event();
      String type = event.eventType();
      if (!type.startsWith("verification.") && !GATES_AND_OUTCOMES.contains(type)) {
        return;
      }
      String verdict = verdict(new Said(event, shown).name("verdict"));
      ViewKey key = new ViewKey(recorded.tenant().value(), event.workflowId(), type, verdict);
      rows.computeIfAbsent(key, Row::new).take(Upsert.stored(event.timestamp()));
    }

    private static String verdict(@Nullable String said) {
      return said != null && VERDICTS.contains(said) ? said : "";
    }

    @Override
    public void write(Connection connection, int generation) throws SQLException {
      if (rows.isEmpty()) {
        return;
      }
      try (PreparedStatement upsert =
          connection.prepareStatement(
              """
              INSERT INTO verifications_view AS v (
                  generation, tenant, workflow_id, event_type, verdict, events, first_at, last_at)
              SELECT ?, r.*
              FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                          ?::timestamptz[], ?::timestamptz[])
                  AS r (tenant, workflow_id, event_type, verdict, events, first_at, last_at)
              ON CONFLICT (generation, tenant, workflow_id, event_type, verdict) DO UPDATE
              SET events = v.events + excluded.events,
                  first_at = least(v.first_at, excluded.first_at),
                  last_at = greatest(v.last_at, excluded.last_at)
              """)) {
        new Upsert<>(upsert, generation, rows.values())
            .text(row -> row.key.tenant())
            .text(row -> row.key.first())
            .text(row -> row.key.second())
            .text(row -> row.key.third())
            .number(row -> row.events)
            .time(row -> row.firstAt)
            .time(row -> row.lastAt);
        upsert.executeUpdate();
      }
    }
  }
}
