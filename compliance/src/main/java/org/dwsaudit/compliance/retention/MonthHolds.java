package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.dwsaudit.compliance.hold.LegalHold;
import org.dwsaudit.schema.administration.HoldScope;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.query.TypePattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks the log whether a hold covers anything in a month: a look-up in an index for a session, at
 * most one way through the month's partition for anything else.
 */
final class MonthHolds {

  private MonthHolds() {}

  /** Perhaps true where nothing is covered, never false where something is. */
  static boolean mayCover(Connection connection, RetentionRules rules, Month month)
      throws SQLException {
    for (LegalHold hold : rules.holds()) {
      if (mayCover(connection, rules.tenant(), filter(hold.scope()), month)) {
        return true;
      }
    }
    return false;
  }

  private static EventFilter filter(HoldScope scope) {
    return switch (scope) {
      case HoldScope.OfSession of -> only(List.of(of.sessionId()), List.of(), List.of());
      case HoldScope.OfWorker of -> only(List.of(), List.of(of.workerId()), List.of());
      case HoldScope.OfWorkflow of -> only(List.of(), List.of(), List.of(of.workflowId()));
      case HoldScope.OfQuery of -> of.filter();
    };
  }

  private static EventFilter only(
      List<SessionId> sessions, List<String> workers, List<String> workflows) {
    return new EventFilter(List.of(), sessions, workers, workflows, List.of(), null, null);
  }

  private static boolean mayCover(
      Connection connection, TenantId tenant, EventFilter filter, Month month) throws SQLException {
    List<String> types =
        month.eventTypes().stream()
            .filter(
                type ->
                    filter.eventTypes().isEmpty()
                        || filter.eventTypes().stream().anyMatch(p -> TypePattern.matches(p, type)))
            .toList();
    return !types.isEmpty() && exists(connection, tenant, filter, types, month);
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
      select.setObject(2, month.firstDay().atStartOfDay().atOffset(ZoneOffset.UTC));
      select.setObject(3, month.firstDay().plusMonths(1).atStartOfDay().atOffset(ZoneOffset.UTC));
      select.setString(4, tenant.value());
      select.setArray(5, connection.createArrayOf("text", types.toArray()));
      optional(select, 6, "uuid", filter.sessionIds().stream().map(SessionId::value).toArray());
      optional(select, 8, "text", filter.workerIds().toArray());
      optional(select, 10, "text", filter.workflowIds().toArray());
      optional(select, 12, "text", filter.correlationIds().toArray());
      optional(select, 14, filter.from());
      optional(select, 16, filter.to());
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }

  private static void optional(PreparedStatement select, int at, String type, Object[] wanted)
      throws SQLException {
    @Nullable Object array =
        wanted.length == 0 ? null : select.getConnection().createArrayOf(type, wanted);
    select.setObject(at, array);
    select.setObject(at + 1, array);
  }

  /** In the column's microseconds; what stands beside them is cut off there, too. */
  private static void optional(PreparedStatement select, int at, @Nullable Instant time)
      throws SQLException {
    @Nullable OffsetDateTime micros =
        time == null ? null : time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    select.setObject(at, micros);
    select.setObject(at + 1, micros);
  }
}
