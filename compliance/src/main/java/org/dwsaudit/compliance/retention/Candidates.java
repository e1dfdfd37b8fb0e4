package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dwsaudit.compliance.hold.LegalHold;
import org.dwsaudit.schema.administration.HoldScope;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.integrity.LeafHash;
import org.jspecify.annotations.Nullable;

/** Finds a month's events that are due, a bounded page at a time, in the order of positions. */
final class Candidates {

  // few holds look at the content; up to 1 MiB an event, it stays where it is until one does
  private static final JsonDocument NO_CONTENT = JsonDocument.ofText("{}");

  /** Positions; a window is read by its index, whatever the planner thinks is due in it. */
  private static final long WINDOW = 20_000;

  private static final List<Classification> LEVELS = List.of(Classification.values());

  private final RetentionRules rules;
  private final Instant asOf;

  Candidates(RetentionRules rules, Instant asOf) {
    this.rules = rules;
    this.asOf = asOf;
  }

  /** The next of all that are due. */
  List<Candidate> page(Connection connection, Month month, long afterPosition, int limit)
      throws SQLException {
    return page(connection, month, afterPosition, limit, true);
  }

  /**
   * The next of those due that a hold may cover: a few too many, never one too few.
   *
   * @param holds what may cover anything in the month
   */
  List<Candidate> pagePerhapsHeld(
      Connection connection, Month month, MonthHolds holds, long afterPosition, int limit)
      throws SQLException {
    return page(connection, month, afterPosition, limit, holds.query());
  }

  /**
   * As long as the month was when it was looked at: what is appended meanwhile is left to the next
   * run, which would otherwise not end. In windows, so that the index leads, however few are due.
   */
  private List<Candidate> page(
      Connection connection, Month month, long afterPosition, int limit, boolean anyScope)
      throws SQLException {
    List<Candidate> page = new ArrayList<>();
    long after = Math.max(afterPosition, month.firstPosition() - 1);
    while (page.size() < limit && after < month.lastPosition()) {
      long upTo = Math.min(after + WINDOW, month.lastPosition());
      page.addAll(window(connection, month, after, upTo, limit - page.size(), anyScope));
      after = upTo;
    }
    return page;
  }

  private List<Candidate> window(
      Connection connection, Month month, long after, long upTo, int limit, boolean anyScope)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            WITH rule AS MATERIALIZED (
                SELECT event_type, workflow_id, group_no, periods, floors
                FROM jsonb_to_recordset(?::jsonb)
                    AS r (event_type text, workflow_id text, group_no int, periods interval[],
                          floors interval[]))
            SELECT e.position, e.session_id, e.sequence_number, e.event_id, e.event_type,
                   e.occurred_at, e.occurred_nanos, e.workflow_id, e.phase_id, e.worker_id,
                   e.correlation_id, e.data_classification, e.leaf_hash,
                   coalesce(own.group_no, rule.group_no) AS group_no
            FROM event_log e
            JOIN rule ON rule.event_type = e.event_type AND rule.workflow_id IS NULL
            LEFT JOIN rule own
                ON own.event_type = e.event_type AND own.workflow_id = e.workflow_id
            WHERE e.retention_class = ? AND e.recorded_at >= ? AND e.recorded_at < ?
              AND e.tenant = ? AND e.position > ? AND e.position <= ?
              AND (? OR (?::uuid[] IS NOT NULL AND e.session_id = ANY (?::uuid[]))
                   OR (?::text[] IS NOT NULL AND e.workflow_id = ANY (?::text[]))
                   OR (?::text[] IS NOT NULL AND e.worker_id = ANY (?::text[])))
              AND (SELECT max((least(e.occurred_at, e.recorded_at) AT TIME ZONE 'UTC' + period)
                              AT TIME ZONE 'UTC')
                   FROM unnest(coalesce(own.periods, rule.periods)) AS period) <= ?
              AND (SELECT max((e.recorded_at AT TIME ZONE 'UTC' + floor) AT TIME ZONE 'UTC')
                   FROM unnest(coalesce(own.floors, rule.floors)) AS floor) <= ?
            ORDER BY e.position
            LIMIT ?
            """)) {
      OffsetDateTime due = asOf.atOffset(ZoneOffset.UTC);
      select.setString(1, rules.json());
      select.setInt(2, month.retentionClass());
      select.setObject(3, month.from());
      select.setObject(4, month.until());
      select.setString(5, rules.tenant().value());
      select.setLong(6, after);
      select.setLong(7, upTo);
      select.setBoolean(8, anyScope);
      OptionalArguments.array(select, 9, "uuid", sessions());
      OptionalArguments.array(select, 11, "text", workflows());
      OptionalArguments.array(select, 13, "text", workers());
      select.setObject(15, due);
      select.setObject(16, due);
      select.setInt(17, limit);
      return candidates(select);
    }
  }

  private static List<Candidate> candidates(PreparedStatement select) throws SQLException {
    List<Candidate> page = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        byte[] leaf = rows.getBytes("leaf_hash");
        page.add(
            new Candidate(
                rows.getLong("position"),
                rows.getLong("sequence_number"),
                rows.getInt("group_no"),
                envelope(rows),
                leaf == null ? null : LeafHash.of(leaf)));
      }
    }
    return page;
  }

  private static AuditEvent envelope(ResultSet row) throws SQLException {
    return new AuditEvent(
        new EventId(row.getObject("event_id", UUID.class)),
        row.getString("event_type"),
        row.getObject("occurred_at", OffsetDateTime.class)
            .toInstant()
            .plusNanos(row.getInt("occurred_nanos")),
        new SessionId(row.getObject("session_id", UUID.class)),
        present(row.getString("workflow_id")),
        row.getString("phase_id"),
        row.getString("worker_id"),
        row.getString("correlation_id"),
        "",
        null,
        NO_CONTENT,
        LEVELS.get(row.getInt("data_classification")),
        Map.of());
  }

  private static String present(@Nullable String column) {
    return column == null ? "" : column;
  }

  private Object[] sessions() {
    return scoped(s -> s instanceof HoldScope.OfSession of ? of.sessionId().value() : null);
  }

  private Object[] workflows() {
    return scoped(s -> s instanceof HoldScope.OfWorkflow of ? of.workflowId() : null);
  }

  private Object[] workers() {
    return scoped(s -> s instanceof HoldScope.OfWorker of ? of.workerId() : null);
  }

  private Object[] scoped(Function<HoldScope, @Nullable Object> name) {
    return rules.holds().stream()
        .map(LegalHold::scope)
        .flatMap(scope -> Stream.ofNullable(name.apply(scope)))
        .distinct()
        .toArray();
  }
}
