package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the log holds of one group.
 *
 * @param due how many are due, held or not
 * @param earliest the earliest timestamp among those due
 * @param latest the latest timestamp among those due
 * @param next when the first that is not yet due will be
 */
record GroupCounts(
    long events,
    long due,
    @Nullable Instant earliest,
    @Nullable Instant latest,
    @Nullable Instant next) {

  static final GroupCounts NONE = new GroupCounts(0, 0, null, null, null);

  /** Of a kind whose events are all due or all not due yet; when the first will be is left open. */
  static GroupCounts of(MonthKind kind, Instant asOf) {
    return kind.isDue(asOf)
        ? new GroupCounts(kind.events(), kind.events(), kind.earliest(), kind.latest(), null)
        : new GroupCounts(kind.events(), 0, null, null, null);
  }

  GroupCounts plus(GroupCounts more) {
    return new GroupCounts(
        events + more.events,
        due + more.due,
        earlier(earliest, more.earliest),
        later(latest, more.latest),
        earlier(next, more.next));
  }

  GroupCounts withNext(@Nullable Instant time) {
    return new GroupCounts(events, due, earliest, latest, earlier(next, time));
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isBefore(one)) ? other : one;
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isAfter(one)) ? other : one;
  }

  /**
   * Reads a month's events of the types. By the group's number in the rules; a group without events
   * is absent.
   */
  static Map<Integer, GroupCounts> read(
      Connection connection,
      RetentionRules rules,
      Instant asOf,
      Month month,
      Collection<String> eventTypes)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            WITH rule AS MATERIALIZED (
                SELECT event_type, workflow_id, group_no, periods, floors
                FROM jsonb_to_recordset(?::jsonb)
                    AS r (event_type text, workflow_id text, group_no int, periods interval[],
                          floors interval[])),
            dated AS (
                SELECT coalesce(own.group_no, rule.group_no) AS group_no, e.occurred_at,
                       greatest(
                           (SELECT max((least(e.occurred_at, e.recorded_at) AT TIME ZONE 'UTC'
                                        + period) AT TIME ZONE 'UTC')
                            FROM unnest(coalesce(own.periods, rule.periods)) AS period),
                           (SELECT max((e.recorded_at AT TIME ZONE 'UTC' + floor)
                                       AT TIME ZONE 'UTC')
                            FROM unnest(coalesce(own.floors, rule.floors)) AS floor)) AS due_at
                FROM event_log e
                JOIN rule ON rule.event_type = e.event_type AND rule.workflow_id IS NULL
                LEFT JOIN rule own
                    ON own.event_type = e.event_type AND own.workflow_id = e.workflow_id
                WHERE e.retention_class = ? AND e.recorded_at >= ? AND e.recorded_at < ?
                  AND e.tenant = ? AND e.event_type = ANY (?))
            SELECT group_no,
                   count(*) AS events,
                   count(*) FILTER (WHERE due_at <= p.as_of) AS due,
                   min(occurred_at) FILTER (WHERE due_at <= p.as_of) AS earliest,
                   max(occurred_at) FILTER (WHERE due_at <= p.as_of) AS latest,
                   min(due_at) FILTER (WHERE due_at > p.as_of) AS next
            FROM dated, (SELECT ?::timestamptz AS as_of) p
            GROUP BY group_no
            """)) {
      select.setString(1, rules.json());
      select.setInt(2, month.retentionClass());
      select.setObject(3, month.from());
      select.setObject(4, month.until());
      select.setString(5, rules.tenant().value());
      select.setArray(6, connection.createArrayOf("text", eventTypes.toArray()));
      select.setObject(7, asOf.atOffset(ZoneOffset.UTC));
      Map<Integer, GroupCounts> counts = new HashMap<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          counts.put(rows.getInt("group_no"), counts(rows));
        }
      }
      return counts;
    }
  }

  private static GroupCounts counts(ResultSet row) throws SQLException {
    return new GroupCounts(
        row.getLong("events"),
        row.getLong("due"),
        instant(row, "earliest"),
        instant(row, "latest"),
        instant(row, "next"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
