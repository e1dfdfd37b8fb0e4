package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dwsaudit.compliance.hold.LegalHold;
import org.dwsaudit.schema.administration.HoldScope;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.query.TypePattern;

/**
 * Whether holds cover anything in a month: a look-up in an index for sessions, at most one way
 * through the month's partition for anything else that its registry does not rule out. Perhaps true
 * where nothing is covered, never false where something is.
 *
 * @param named of a session, a worker or a workflow
 * @param query of a query
 */
record MonthHolds(boolean named, boolean query) {

  /** Reads nothing of the log where there are no holds. */
  static MonthHolds read(Connection connection, RetentionRules rules, Month month)
      throws SQLException {
    List<HoldScope> scopes = rules.holds().stream().map(LegalHold::scope).toList();
    return new MonthHolds(
        mayCover(connection, rules.tenant(), named(scopes), month),
        mayCover(connection, rules.tenant(), queries(scopes), month));
  }

  boolean any() {
    return named || query;
  }

  /** However many there are, they take three questions. */
  private static List<EventFilter> named(List<HoldScope> scopes) {
    List<SessionId> sessions = new ArrayList<>();
    List<String> workers = new ArrayList<>();
    List<String> workflows = new ArrayList<>();
    for (HoldScope scope : scopes) {
      switch (scope) {
        case HoldScope.OfSession of -> sessions.add(of.sessionId());
        case HoldScope.OfWorker of -> workers.add(of.workerId());
        case HoldScope.OfWorkflow of -> workflows.add(of.workflowId());
        case HoldScope.OfQuery _ -> {}
      }
    }
    return Stream.of(
            only(sessions, List.of(), List.of()),
            only(List.of(), workers, List.of()),
            only(List.of(), List.of(), workflows))
        .filter(filter -> !filter.equals(EventFilter.ALL))
        .toList();
  }

  private static List<EventFilter> queries(List<HoldScope> scopes) {
    return scopes.stream()
        .flatMap(scope -> scope instanceof HoldScope.OfQuery of ? Stream.of(of.filter()) : null)
        .toList();
  }

  private static EventFilter only(
      List<SessionId> sessions, List<String> workers, List<String> workflows) {
    return new EventFilter(List.of(), sessions, workers, workflows, List.of(), null, null);
  }

  private static boolean mayCover(
      Connection connection, TenantId tenant, List<EventFilter> filters, Month month)
      throws SQLException {
    for (EventFilter filter : filters) {
      List<String> types =
          month.kinds().stream()
              .filter(kind -> mayCover(filter, kind))
              .map(MonthKind::eventType)
              .toList();
      if (!types.isEmpty() && exists(connection, tenant, filter, types, month)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayCover(EventFilter filter, MonthKind kind) {
    Instant from = filter.from();
    Instant to = filter.to();
    return (from == null || !from.truncatedTo(ChronoUnit.MICROS).isAfter(kind.latest()))
        && (to == null || !to.isBefore(kind.earliest()))
        && (filter.eventTypes().isEmpty()
            || filter.eventTypes().stream()
                .anyMatch(pattern -> TypePattern.matches(pattern, kind.eventType())));
  }

  private static boolean exists(
      Connection connection, TenantId tenant, EventFilter filter, List<String> types, Month month)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT EXISTS (
                SELECT
                FROM event_log
                WHERE retention_class = ? AND recorded_at >= ? AND recorded_at < ? AND tenant = ?
                  AND event_type = ANY (?)
                  AND (?::uuid[] IS NULL OR session_id = ANY (?::uuid[]))
                  AND (?::text[] IS NULL OR worker_id = ANY (?::text[]))
                  AND (?::text[] IS NULL OR workflow_id = ANY (?::text[]))
                  AND (?::text[] IS NULL OR correlation_id = ANY (?::text[]))
                  AND (?::timestamptz IS NULL OR occurred_at >= ?::timestamptz)
                  AND (?::timestamptz IS NULL OR occurred_at <= ?::timestamptz))
            """)) {
      select.setInt(1, month.retentionClass());
      select.setObject(2, month.from());
      select.setObject(3, month.until());
      select.setString(4, tenant.value());
      select.setArray(5, connection.createArrayOf("text", types.toArray()));
      OptionalArguments.array(
          select, 6, "uuid", filter.sessionIds().stream().map(SessionId::value).toArray());
      OptionalArguments.array(select, 8, "text", filter.workerIds().toArray());
      OptionalArguments.array(select, 10, "text", filter.workflowIds().toArray());
      OptionalArguments.array(select, 12, "text", filter.correlationIds().toArray());
      OptionalArguments.time(select, 14, filter.from());
      OptionalArguments.time(select, 16, filter.to());
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }
}
