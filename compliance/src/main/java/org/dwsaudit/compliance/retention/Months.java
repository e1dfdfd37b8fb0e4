package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Reads what a tenant has in the log, month by month, out of the partitions' registry alone. */
final class Months {

  private Months() {}

  /**
   * In order, those in which the tenant has events of types that the rules know. A month is over
   * when it has been so for a day: until then a server whose clock is behind may append to it.
   *
   * <p>Clocks and recordings lie between the bounds of the partition and those of the kind's
   * timestamps. A later event can be due earlier: a month from 30 January 23:00 ends behind one
   * from 31 January 01:00. So beside the latest clock the end of the day before it is looked at;
   * none is due later than both. None is due before the day on which the earliest clock's period
   * ends.
   *
   * <p>Where policies are for workflows, a type's events go by several: none is due before those of
   * other workflows can be, all are when the longest of all policies has passed.
   */
  static List<Month> read(Connection connection, RetentionRules rules) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            WITH rule AS MATERIALIZED (
                SELECT event_type, group_no, periods, floors, periods_most, floors_most,
                       by_workflow
                FROM jsonb_to_recordset(?::jsonb)
                    AS r (event_type text, workflow_id text, group_no int, periods interval[],
                          floors interval[], periods_most interval[], floors_most interval[],
                          by_workflow boolean)
                WHERE workflow_id IS NULL),
            part AS MATERIALIZED (
                SELECT p.*,
                       p.month + interval '1 month 1 day' <= clock_timestamp() AT TIME ZONE 'UTC'
                           AS over,
                       NOT EXISTS (
                           SELECT
                           FROM log_partition_kind other
                           WHERE other.partition = p.name AND other.events > other.expired
                             AND (other.tenant <> ?
                                  OR other.event_type NOT IN (SELECT event_type FROM rule)))
                           AS alone
                FROM log_partition p
                WHERE p.retention_class IN (1, 2) AND p.last_position IS NOT NULL),
            kind AS (
                SELECT part.*, k.event_type, k.events - k.expired AS events,
                       k.expired > 0 AS thinned, k.min_occurred_at, k.max_occurred_at,
                       greatest(part.min_clock, least(k.min_occurred_at,
                                                      part.month::timestamp AT TIME ZONE 'UTC'))
                           AT TIME ZONE 'UTC' AS first_clock,
                       least(part.max_clock, k.max_occurred_at) AT TIME ZONE 'UTC' AS last_clock,
                       part.max_recorded_at AT TIME ZONE 'UTC' AS last_recorded
                FROM part
                JOIN log_partition_kind k ON k.partition = part.name
                WHERE k.tenant = ? AND k.events > k.expired)
            SELECT kind.name, kind.retention_class, kind.month, kind.first_position,
                   kind.last_position, kind.over, kind.alone, kind.event_type, kind.events,
                   kind.thinned, kind.min_occurred_at, kind.max_occurred_at, rule.group_no,
                   rule.by_workflow,
                   greatest(
                       (SELECT max(date_trunc('day', first_clock + period))
                        FROM unnest(rule.periods) AS period),
                       (SELECT max(kind.month + floor) FROM unnest(rule.floors) AS floor))
                       AT TIME ZONE 'UTC' AS due_from,
                   greatest(
                       (SELECT max(greatest(last_clock + period,
                                            date_trunc('day', last_clock)
                                                - interval '1 microsecond' + period))
                        FROM unnest(rule.periods_most) AS period),
                       (SELECT max(greatest(last_recorded + floor,
                                            date_trunc('day', last_recorded)
                                                - interval '1 microsecond' + floor))
                        FROM unnest(rule.floors_most) AS floor))
                       AT TIME ZONE 'UTC' AS due_until
            FROM kind
            JOIN rule ON rule.event_type = kind.event_type
            ORDER BY kind.month, kind.retention_class, kind.event_type
            """)) {
      select.setString(1, rules.json());
      select.setString(2, rules.tenant().value());
      select.setString(3, rules.tenant().value());
      try (ResultSet rows = select.executeQuery()) {
        return months(rows);
      }
    }
  }

  private static List<Month> months(ResultSet rows) throws SQLException {
    List<Month> months = new ArrayList<>();
    while (rows.next()) {
      Month month = month(rows);
      if (!months.isEmpty() && months.getLast().name().equals(month.name())) {
        month = months.removeLast().with(month.kinds());
      }
      months.add(month);
    }
    return months;
  }

  private static Month month(ResultSet row) throws SQLException {
    return new Month(
        row.getString("name"),
        row.getInt("retention_class"),
        row.getObject("month", LocalDate.class),
        row.getLong("first_position"),
        row.getLong("last_position"),
        row.getBoolean("over"),
        row.getBoolean("alone"),
        List.of(kind(row)));
  }

  private static MonthKind kind(ResultSet row) throws SQLException {
    return new MonthKind(
        row.getString("event_type"),
        row.getInt("group_no"),
        row.getBoolean("by_workflow"),
        row.getLong("events"),
        row.getBoolean("thinned"),
        instant(row, "min_occurred_at"),
        instant(row, "max_occurred_at"),
        instant(row, "due_from"),
        instant(row, "due_until"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
