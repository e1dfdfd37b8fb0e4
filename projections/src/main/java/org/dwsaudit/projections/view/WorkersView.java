package org.dwsaudit.projections.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RecordedEvent;

/** {@code workers}: what each worker did on each day. */
final class WorkersView implements View {

  @Override
  public String name() {
    return "workers";
  }

  @Override
  public List<String> filters() {
    return List.of("worker_id", "day");
  }

  @Override
  public ViewBatch batch() {
    return new Batch();
  }

  @Override
  public String page() {
    return """
    SELECT row_id, worker_id, day, events, tool_calls, tasks_completed, tasks_failed,
           escalations, last_type, first_at, last_at
    FROM workers_view
    WHERE generation = (SELECT generation FROM projection WHERE view = ?)
      AND tenant = ? AND row_id > ?
      AND (?::text IS NULL OR worker_id = ?)
      AND (?::text IS NULL OR day::text = ?)
    ORDER BY row_id
    LIMIT ?
    """;
  }

  @Override
  public List<String> deletions() {
    return List.of(
        """
        DELETE FROM workers_view WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM workers_view WHERE generation < ? LIMIT ?))
        """);
  }

  private static final class Row {
    final ViewKey key;
    final LocalDate day;
    long events;
    long toolCalls;
    long tasksCompleted;
    long tasksFailed;
    long escalations;
    String lastType = "";
    Instant firstAt = Instant.MAX;
    Instant lastAt = Instant.MIN;

    Row(ViewKey key, LocalDate day) {
      this.key = key;
      this.day = day;
    }

    /**
     * The type of the latest by timestamp; of several at the same time, the last in the alphabet.
     */
    void take(String type, Instant at) {
      if (at.isAfter(lastAt) || (at.equals(lastAt) && type.compareTo(lastType) > 0)) {
        lastType = type;
      }
      firstAt = at.isBefore(firstAt) ? at : firstAt;
      lastAt = at.isAfter(lastAt) ? at : lastAt;
      events++;
      switch (type) {
        case "skill.tool_called" -> toolCalls++;
        case "coordination.task_completed" -> tasksCompleted++;
        case "coordination.task_failed" -> tasksFailed++;
        case "lifecycle.worker_escalated" -> escalations++;
        default -> {}
      }
    }
  }

  private static final class Batch implements ViewBatch {

    private final Map<ViewKey, Row> rows = new TreeMap<>();

    @Override
    public void add(RecordedEvent recorded, AuditEvent shown) {
      AuditEvent event = recorded.event();
      String worker = event.workerId();
      if (worker == null || event.sessionId().isSystem()) {
        return;
      }
      Instant at = Upsert.stored(event.timestamp());
      LocalDate day = Upsert.day(at);
      ViewKey key = new ViewKey(recorded.tenant().value(), worker, day.toString());
      rows.computeIfAbsent(key, k -> new Row(k, day)).take(event.eventType(), at);
    }

    @Override
    public void write(Connection connection, int generation) throws SQLException {
      if (rows.isEmpty()) {
        return;
      }
      try (PreparedStatement upsert =
          connection.prepareStatement(
              """
              INSERT INTO workers_view AS v (
                  generation, tenant, worker_id, day, events, tool_calls, tasks_completed,
                  tasks_failed, escalations, last_type, first_at, last_at)
              SELECT ?, r.*
              FROM unnest(?::text[], ?::text[], ?::date[], ?::bigint[], ?::bigint[], ?::bigint[],
                          ?::bigint[], ?::bigint[], ?::text[], ?::timestamptz[], ?::timestamptz[])
                  AS r (tenant, worker_id, day, events, tool_calls, tasks_completed, tasks_failed,
                        escalations, last_type, first_at, last_at)
              ON CONFLICT (generation, tenant, worker_id, day) DO UPDATE
              SET events = v.events + excluded.events,
                  tool_calls = v.tool_calls + excluded.tool_calls,
                  tasks_completed = v.tasks_completed + excluded.tasks_completed,
                  tasks_failed = v.tasks_failed + excluded.tasks_failed,
                  escalations = v.escalations + excluded.escalations,
                  last_type = CASE
                      WHEN excluded.last_at > v.last_at THEN excluded.last_type
                      WHEN excluded.last_at < v.last_at THEN v.last_type
                      ELSE greatest(v.last_type COLLATE "C", excluded.last_type COLLATE "C") END,
                  first_at = least(v.first_at, excluded.first_at),
                  last_at = greatest(v.last_at, excluded.last_at)
              """)) {
        new Upsert<>(upsert, generation, rows.values())
            .text(row -> row.key.tenant())
            .text(row -> row.key.first())
            .day(row -> row.day)
            .number(row -> row.events)
            .number(row -> row.toolCalls)
            .number(row -> row.tasksCompleted)
            .number(row -> row.tasksFailed)
            .number(row -> row.escalations)
            .text(row -> row.lastType)
            .time(row -> row.firstAt)
            .time(row -> row.lastAt);
        upsert.executeUpdate();
      }
    }
  }
}
