package org.dwsaudit.compliance.retention;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds the months in which every event is due, out of the partitions' registry alone. */
final class DueMonths {

  private DueMonths() {}

  /**
   * In order: months that have been over for a day (a server whose clock is behind may append to
   * them until then), of this tenant alone, whose types are all known to the rules and all count
   * for the same group, and in which every event that may be there is due.
   *
   * <p>A later event can be due earlier: a month from 30 January 23:00 ends behind one from 31
   * January 01:00. So beside the latest clock the end of the day before it is looked at; no event
   * is due later than both.
   */
  static List<Month> read(Connection connection, RetentionRules rules, Instant asOf)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            WITH rule AS MATERIALIZED (
                SELECT event_type, group_no, periods, floors
                FROM jsonb_to_recordset(?::jsonb)
                    AS r (event_type text, group_no int, periods interval[], floors interval[])),
            held AS MATERIALIZED (
                SELECT p.*, p.max_clock AT TIME ZONE 'UTC' AS clock,
                       date_trunc('day', p.max_clock AT TIME ZONE 'UTC')
                           - interval '1 microsecond' AS clock_eve,
                       p.max_recorded_at AT TIME ZONE 'UTC' AS recorded,
                       date_trunc('day', p.max_recorded_at AT TIME ZONE 'UTC')
                           - interval '1 microsecond' AS recorded_eve
                FROM log_partition p
                WHERE p.retention_class IN (1, 2) AND p.events > p.expired
                  AND p.month + interval '1 month 1 day' <= clock_timestamp() AT TIME ZONE 'UTC')
            SELECT held.name, held.retention_class, held.month, held.events - held.expired AS events,
                   held.first_position, held.last_position, held.min_clock, held.max_clock,
                   min(rule.group_no) AS group_no,
                   array_agg(kind.event_type ORDER BY kind.event_type) AS event_types
            FROM held
            JOIN log_partition_kind kind ON kind.partition = held.name
            LEFT JOIN rule ON rule.event_type = kind.event_type
            GROUP BY held.name, held.retention_class, held.month, held.events, held.expired,
                     held.first_position, held.last_position, held.min_clock, held.max_clock
            HAVING bool_and(kind.tenant = ?)
               AND count(rule.group_no) = count(*)
               AND count(DISTINCT rule.group_no) = 1
               AND bool_and(coalesce(
                       (SELECT max(greatest(clock + period, clock_eve + period)
                                       AT TIME ZONE 'UTC')
                        FROM unnest(rule.periods) AS period) <= ?
                       AND (SELECT max(greatest(recorded + floor, recorded_eve + floor)
                                           AT TIME ZONE 'UTC')
                            FROM unnest(rule.floors) AS floor) <= ?,
                       false))
            ORDER BY held.month, held.retention_class
            """)) {
      OffsetDateTime due = asOf.atOffset(ZoneOffset.UTC);
      select.setString(1, rules.json());
      select.setString(2, rules.tenant().value());
      select.setObject(3, due);
      select.setObject(4, due);
      List<Month> months = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          months.add(month(rows));
        }
      }
      return months;
    }
  }

  private static Month month(ResultSet row) throws SQLException {
    Array types = row.getArray("event_types");
    return new Month(
        row.getString("name"),
        row.getInt("retention_class"),
        row.getObject("month", LocalDate.class),
        row.getLong("events"),
        row.getLong("first_position"),
        row.getLong("last_position"),
        row.getObject("min_clock", OffsetDateTime.class).toInstant(),
        row.getObject("max_clock", OffsetDateTime.class).toInstant(),
        row.getInt("group_no"),
        Arrays.asList((String[]) types.getArray()));
  }
}
