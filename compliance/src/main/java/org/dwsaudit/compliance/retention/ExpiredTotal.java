package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.schema.event.TenantId;

/**
 * What a run took out of one group, singly and in whole months.
 *
 * @param earliest the earliest timestamp; of a whole month's events the earlier of timestamp and
 *     recording counts, as nobody looks at them one by one
 * @param latest the latest timestamp, likewise
 */
record ExpiredTotal(long events, Instant earliest, Instant latest) {

  /** What a run has taken out so far. */
  static Map<GroupKey, ExpiredTotal> read(Connection connection, TenantId tenant, UUID runId)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT category, sum(events), min(earliest), max(latest)
            FROM (SELECT tenant, run_id, category, events, earliest, latest
                  FROM expired_range
                  UNION ALL
                  SELECT tenant, run_id, category, events, earliest, latest
                  FROM expired_partition) AS expired
            WHERE run_id = ? AND tenant = ?
            GROUP BY category
            ORDER BY category
            """)) {
      select.setObject(1, runId);
      select.setString(2, tenant.value());
      Map<GroupKey, ExpiredTotal> totals = new LinkedHashMap<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          totals.put(
              GroupKey.parse(rows.getString(1)),
              new ExpiredTotal(
                  rows.getLong(2),
                  rows.getObject(3, OffsetDateTime.class).toInstant(),
                  rows.getObject(4, OffsetDateTime.class).toInstant()));
        }
      }
      return totals;
    }
  }
}
