package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.dwsaudit.schema.event.SessionId;
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

  /** By the group's number in the rules; a group without events is absent. */
  static Map<Integer, GroupCounts> read(Connection connection, RetentionRules rules, Instant asOf)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            WITH rule AS MATERIALIZED (
                SELECT event_type, group_no, periods, floors
                FROM jsonb_to_recordset(?::jsonb)
                    AS r (event_type text, group_no int, periods interval[], floors interval[])),
            dated AS (
                SELECT rule.group_no, e.occurred_at,
                       greatest(
                           (SELECT max((least(e.occurred_at, e.recorded_at) AT TIME ZONE 'UTC'
                                        + period) AT TIME ZONE 'UTC')
                            FROM unnest(rule.periods) AS period),
                           (SELECT max((e.recorded_at AT TIME ZONE 'UTC' + floor)
                                       AT TIME ZONE 'UTC')
                            FROM unnest(rule.floors) AS floor)) AS due_at
                FROM event_log e
                JOIN rule ON rule.event_type = e.event_type
                WHERE e.tenant = ? AND e.session_id <> ?)
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
      select.setString(2, rules.tenant().value());
      select.setObject(3, SessionId.SYSTEM.value());
      select.setObject(4, asOf.atOffset(ZoneOffset.UTC));
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
