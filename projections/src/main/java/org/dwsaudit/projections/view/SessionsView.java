package org.dwsaudit.projections.view;

import java.util.List;

/** {@code sessions}: each session at a glance. */
final class SessionsView implements View {

  @Override
  public String name() {
    return "sessions";
  }

  @Override
  public List<String> filters() {
    return List.of("session_id", "workflow_id", "status", "worker_id");
  }

  @Override
  public ViewBatch batch() {
    return new SessionsBatch();
  }

  @Override
  public String page() {
    return """
    SELECT row_id, session_id, workflow_id,
           coalesce(nullif(status, ''), 'running') AS status, phase, workers, events, tool_calls,
           last_sequence, last_type, first_at, last_at,
           (SELECT json_agg(json_build_object(
                'event_type', c.event_type, 'events', c.events, 'cost_usd', c.cost_usd,
                'tokens_input', c.tokens_input, 'tokens_output', c.tokens_output)
                ORDER BY c.event_type)
            FROM session_costs_view AS c
            WHERE c.generation = s.generation AND c.tenant = s.tenant
              AND c.session_id = s.session_id) AS costs
    FROM sessions_view AS s
    WHERE generation = (SELECT generation FROM projection WHERE view = ?)
      AND tenant = ? AND row_id > ?
      AND (?::text IS NULL OR session_id::text = ?)
      AND (?::text IS NULL OR workflow_id = ?)
      AND (?::text IS NULL OR coalesce(nullif(status, ''), 'running') = ?)
      AND (?::text IS NULL OR ? = ANY (workers))
    ORDER BY row_id
    LIMIT ?
    """;
  }

  @Override
  public List<String> deletions() {
    return List.of(
        """
        DELETE FROM session_costs_view WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM session_costs_view WHERE generation < ? LIMIT ?))
        """,
        """
        DELETE FROM sessions_view WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM sessions_view WHERE generation < ? LIMIT ?))
        """);
  }
}
