package org.dwsaudit.projections.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.projections.query.SqlArguments;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.jspecify.annotations.Nullable;

/** The statement of {@link SessionQueries}. */
final class SessionReads {

  private SessionReads() {}

  /** A session and where it stands in the list. */
  record Row(SessionSummary session, Position firstPosition) {}

  /**
   * Up to {@code rows} sessions whose first events come after a position. One statement, so that
   * counts and heads agree; what is costly is asked only for the sessions of the page. The status
   * is an expression and not a condition on the type, so that a session is always read by its key,
   * backwards from its end.
   */
  static List<Row> rows(
      Connection connection,
      TenantId tenant,
      @Nullable SessionId only,
      SessionFilter filter,
      Position after,
      int rows)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT page.*, earliest.workflow_id, counts.*, workers.worker_ids
            FROM (
                SELECT head.*, coalesce(deciding.status, 'running') AS status
                FROM session_head AS head
                LEFT JOIN LATERAL (
                    SELECT status
                    FROM (
                        SELECT sequence_number,
                               CASE event_type
                                   WHEN 'workflow.phase_entered' THEN 'running'
                                   WHEN 'workflow.resumed' THEN 'running'
                                   WHEN 'workflow.completed' THEN
                                       CASE WHEN (payload::json -> 'success')::text = 'false'
                                            THEN 'failed' ELSE 'completed' END
                                   WHEN 'workflow.cancelled' THEN 'cancelled'
                                   WHEN 'lifecycle.worker_failed' THEN 'failed'
                                   WHEN 'lifecycle.worker_escalated' THEN 'escalated'
                               END AS status
                        FROM event_log AS event
                        WHERE event.tenant = head.tenant AND event.session_id = head.session_id
                          AND event.recorded_at
                              BETWEEN head.first_recorded_at AND head.last_recorded_at
                    ) AS said
                    WHERE status IS NOT NULL
                    ORDER BY sequence_number DESC
                    LIMIT 1
                ) AS deciding ON true
                WHERE head.tenant = ?
                  AND head.first_position > ?
                  AND head.session_id <> '00000000-0000-0000-0000-000000000000'
                  AND (?::uuid IS NULL OR head.session_id = ?)
                  AND (?::text[] IS NULL OR coalesce(deciding.status, 'running') = ANY (?))
                  AND (?::text[] IS NULL OR EXISTS (
                      SELECT FROM event_log AS event
                      WHERE event.tenant = head.tenant AND event.session_id = head.session_id
                        AND event.recorded_at
                            BETWEEN head.first_recorded_at AND head.last_recorded_at
                        AND event.workflow_id = ANY (?)))
                  AND (?::text[] IS NULL OR EXISTS (
                      SELECT FROM event_log AS event
                      WHERE event.tenant = head.tenant AND event.session_id = head.session_id
                        AND event.recorded_at
                            BETWEEN head.first_recorded_at AND head.last_recorded_at
                        AND event.worker_id = ANY (?)))
                  AND (?::timestamptz IS NULL OR EXISTS (
                      SELECT FROM event_log AS event
                      WHERE event.tenant = head.tenant AND event.session_id = head.session_id
                        AND event.recorded_at
                            BETWEEN head.first_recorded_at AND head.last_recorded_at
                        AND occurred_at >= ? AND (occurred_at > ? OR occurred_nanos >= ?)))
                  AND (?::timestamptz IS NULL OR EXISTS (
                      SELECT FROM event_log AS event
                      WHERE event.tenant = head.tenant AND event.session_id = head.session_id
                        AND event.recorded_at
                            BETWEEN head.first_recorded_at AND head.last_recorded_at
                        AND occurred_at <= ? AND (occurred_at < ? OR occurred_nanos <= ?)))
                ORDER BY head.first_position
                LIMIT ?
            ) AS page
            LEFT JOIN LATERAL (
                SELECT workflow_id
                FROM event_log AS event
                WHERE event.tenant = page.tenant AND event.session_id = page.session_id
                  AND event.recorded_at
                      BETWEEN page.first_recorded_at AND page.last_recorded_at
                ORDER BY sequence_number
                LIMIT 1
            ) AS earliest ON true
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(events), 0) AS events,
                       coalesce(json_object_agg(category, events), '{}') AS events_by_category,
                       min(first_nanos) AS first_nanos,
                       max(last_nanos) AS last_nanos
                FROM (
                    SELECT split_part(event_type, '.', 1) AS category,
                           count(*) AS events,
                           min(extract(epoch FROM occurred_at) * 1000000000 + occurred_nanos)
                               AS first_nanos,
                           max(extract(epoch FROM occurred_at) * 1000000000 + occurred_nanos)
                               AS last_nanos
                    FROM event_log AS event
                    WHERE event.tenant = page.tenant AND event.session_id = page.session_id
                      AND event.recorded_at
                          BETWEEN page.first_recorded_at AND page.last_recorded_at
                    GROUP BY 1
                ) AS by_category
            ) AS counts
            CROSS JOIN LATERAL (
                SELECT ARRAY (
                    SELECT DISTINCT worker_id COLLATE "C"
                    FROM event_log AS event
                    WHERE event.tenant = page.tenant AND event.session_id = page.session_id
                      AND event.recorded_at
                          BETWEEN page.first_recorded_at AND page.last_recorded_at
                      AND worker_id IS NOT NULL
                    ORDER BY 1
                    LIMIT ?
                ) AS worker_ids
            ) AS workers
            ORDER BY page.first_position
            """)) {
      new SqlArguments(select)
          .value(tenant.value())
          .value(after.value())
          .optional(only == null ? null : only.value(), Types.OTHER)
          .optionalAny("text", orNull(filter.statusLabels()))
          .optionalAny("text", orNull(filter.workflowIds()))
          .optionalAny("text", orNull(filter.workerIds()))
          .optionalTime(filter.from())
          .optionalTime(filter.to())
          .value(rows)
          .value(SessionSummary.WORKERS_MAX);
      List<Row> read = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          read.add(new Row(SessionRows.session(row), new Position(row.getLong("first_position"))));
        }
      }
      return read;
    }
  }

  private static @Nullable List<String> orNull(List<String> values) {
    return values.isEmpty() ? null : values;
  }
}
