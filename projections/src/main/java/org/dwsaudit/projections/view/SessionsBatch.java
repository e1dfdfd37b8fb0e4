package org.dwsaudit.projections.view;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dwsaudit.projections.session.SessionStatus;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.jspecify.annotations.Nullable;

/** What a batch changes in {@link SessionsView}. */
final class SessionsBatch implements ViewBatch {

  // what an extension's schema holds for sensitive is not known here, so its amounts are not taken
  private static final Taxonomy STANDARD = Taxonomy.standard();

  private final Map<ViewKey, Row> rows = new TreeMap<>();
  private final Map<ViewKey, Costs> costs = new TreeMap<>();

  private static final class Row {
    final ViewKey key;
    final String workflow;
    final TreeSet<String> workers = new TreeSet<>();
    @Nullable String status;
    @Nullable String phase;
    long events;
    long toolCalls;
    long lastSequence;
    String lastType = "";
    Instant firstAt = Instant.MAX;
    Instant lastAt = Instant.MIN;

    Row(ViewKey key, String workflow) {
      this.key = key;
      this.workflow = workflow;
    }

    void take(RecordedEvent recorded, @Nullable String newStatus, @Nullable String newPhase) {
      AuditEvent event = recorded.event();
      Instant at = Upsert.stored(event.timestamp());
      status = newStatus == null ? status : newStatus;
      phase = newPhase == null ? phase : newPhase;
      if (event.workerId() != null) {
        workers.add(event.workerId());
      }
      events++;
      toolCalls += event.eventType().equals("skill.tool_called") ? 1 : 0;
      lastSequence = recorded.sequenceNumber();
      lastType = event.eventType();
      firstAt = at.isBefore(firstAt) ? at : firstAt;
      lastAt = at.isAfter(lastAt) ? at : lastAt;
    }

    /** As the database spells an array. */
    String workersText() {
      return workers.stream()
          .map(worker -> '"' + worker.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
          .collect(joining(",", "{", "}"));
    }
  }

  private static final class Costs {
    final ViewKey key;
    long events;
    BigDecimal cost = BigDecimal.ZERO;
    BigDecimal input = BigDecimal.ZERO;
    BigDecimal output = BigDecimal.ZERO;

    Costs(ViewKey key) {
      this.key = key;
    }
  }

  @Override
  public void add(RecordedEvent recorded, AuditEvent shown) {
    AuditEvent event = recorded.event();
    if (event.sessionId().isSystem()) {
      return;
    }
    Said said = new Said(event, shown);
    String status = status(event);
    String phase = phase(event, said);
    String tenant = recorded.tenant().value();
    String session = event.sessionId().toString();
    addCosts(new ViewKey(tenant, session, event.eventType()), said);
    rows.computeIfAbsent(new ViewKey(tenant, session, ""), k -> new Row(k, event.workflowId()))
        .take(recorded, status, phase);
  }

  private static @Nullable String status(AuditEvent event) {
    return switch (event.eventType()) {
      case "workflow.phase_entered", "workflow.resumed" -> SessionStatus.RUNNING.label();
      case "workflow.completed" -> completed(event).label();
      case "workflow.cancelled" -> SessionStatus.CANCELLED.label();
      case "lifecycle.worker_failed" -> SessionStatus.FAILED.label();
      case "lifecycle.worker_escalated" -> SessionStatus.ESCALATED.label();
      default -> null;
    };
  }

  /** A status is shown whatever its event is classified as, as in the list of sessions. */
  private static SessionStatus completed(AuditEvent event) {
    boolean failed =
        event.payload().tree().path("success").isBoolean()
            && !event.payload().tree().path("success").booleanValue();
    return failed ? SessionStatus.FAILED : SessionStatus.COMPLETED;
  }

  private static @Nullable String phase(AuditEvent event, Said said) {
    return switch (event.eventType()) {
      case "workflow.phase_entered", "workflow.resumed" -> {
        String phase = said.name("phase");
        yield phase == null ? event.phaseId() : phase;
      }
      default -> null;
    };
  }

  private void addCosts(ViewKey key, Said said) {
    // what a threshold says was spent until then, it is not one more part of it
    if (key.second().equals("workflow.cost_threshold_reached")
        || STANDARD.find(key.second()).isEmpty()) {
      return;
    }
    BigDecimal cost = said.number("cost_usd");
    BigDecimal input = said.number("tokens_input");
    BigDecimal output = said.number("tokens_output");
    if (cost == null && input == null && output == null) {
      return;
    }
    Costs spent = costs.computeIfAbsent(key, Costs::new);
    spent.events++;
    spent.cost = plus(spent.cost, cost);
    spent.input = plus(spent.input, input);
    spent.output = plus(spent.output, output);
  }

  private static BigDecimal plus(BigDecimal sum, @Nullable BigDecimal part) {
    return part == null ? sum : sum.add(part);
  }

  @Override
  public void write(Connection connection, int generation) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    writeRows(connection, generation, rows.values());
    if (!costs.isEmpty()) {
      writeCosts(connection, generation, costs.values());
    }
  }

  private static void writeRows(Connection connection, int generation, Collection<Row> rows)
      throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            INSERT INTO sessions_view AS v (
                generation, tenant, session_id, workflow_id, status, phase, workers, events,
                tool_calls, last_sequence, last_type, first_at, last_at)
            SELECT ?, r.tenant, r.session_id::uuid, r.workflow_id, coalesce(r.status, ''), r.phase,
                   ARRAY(
                       SELECT w FROM unnest(r.workers::text[]) AS w ORDER BY w COLLATE "C" LIMIT 100),
                   r.events, r.tool_calls, r.last_sequence, r.last_type, r.first_at, r.last_at
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::timestamptz[],
                        ?::timestamptz[])
                AS r (tenant, session_id, workflow_id, status, phase, workers, events, tool_calls,
                      last_sequence, last_type, first_at, last_at)
            ON CONFLICT (generation, tenant, session_id) DO UPDATE
            SET status = coalesce(nullif(excluded.status, ''), v.status),
                phase = coalesce(excluded.phase, v.phase),
                workers = CASE WHEN excluded.workers <@ v.workers THEN v.workers ELSE ARRAY(
                    SELECT w
                    FROM unnest(v.workers || excluded.workers) AS w
                    GROUP BY w
                    ORDER BY w COLLATE "C"
                    LIMIT 100) END,
                events = v.events + excluded.events,
                tool_calls = v.tool_calls + excluded.tool_calls,
                last_sequence = excluded.last_sequence,
                last_type = excluded.last_type,
                first_at = least(v.first_at, excluded.first_at),
                last_at = greatest(v.last_at, excluded.last_at)
            """)) {
      new Upsert<>(upsert, generation, rows)
          .text(row -> row.key.tenant())
          .text(row -> row.key.first())
          .text(row -> row.workflow)
          .text(row -> row.status)
          .text(row -> row.phase)
          .text(Row::workersText)
          .number(row -> row.events)
          .number(row -> row.toolCalls)
          .number(row -> row.lastSequence)
          .text(row -> row.lastType)
          .time(row -> row.firstAt)
          .time(row -> row.lastAt);
      upsert.executeUpdate();
    }
  }

  private static void writeCosts(Connection connection, int generation, Collection<Costs> costs)
      throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            INSERT INTO session_costs_view AS v (
                generation, tenant, session_id, event_type, events, cost_usd, tokens_input,
                tokens_output)
            SELECT ?, r.tenant, r.session_id::uuid, r.event_type, r.events, r.cost_usd,
                   r.tokens_input, r.tokens_output
            FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::numeric[], ?::numeric[],
                        ?::numeric[])
                AS r (tenant, session_id, event_type, events, cost_usd, tokens_input,
                      tokens_output)
            ON CONFLICT (generation, tenant, session_id, event_type) DO UPDATE
            SET events = v.events + excluded.events,
                cost_usd = v.cost_usd + excluded.cost_usd,
                tokens_input = v.tokens_input + excluded.tokens_input,
                tokens_output = v.tokens_output + excluded.tokens_output
            """)) {
      new Upsert<>(upsert, generation, costs)
          .text(row -> row.key.tenant())
          .text(row -> row.key.first())
          .text(row -> row.key.second())
          .number(row -> row.events)
          .decimal(row -> row.cost)
          .decimal(row -> row.input)
          .decimal(row -> row.output);
      upsert.executeUpdate();
    }
  }
}
