package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.schema.event.TenantId;

/** How many of the events that a batch deletes were in one month's partition. */
record MonthShare(int retentionClass, LocalDate month, long events) {

  /** Deletes the events at those positions, and says where they were. */
  static List<MonthShare> delete(Connection connection, TenantId tenant, List<Long> positions)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            """
            WITH deleted AS (
                DELETE FROM event_log
                WHERE tenant = ? AND position = ANY (?)
                RETURNING retention_class, recorded_at)
            SELECT retention_class, date_trunc('month', recorded_at AT TIME ZONE 'UTC')::date,
                   count(*)
            FROM deleted
            GROUP BY 1, 2
            ORDER BY 1, 2
            """)) {
      delete.setString(1, tenant.value());
      delete.setArray(2, connection.createArrayOf("bigint", positions.toArray()));
      List<MonthShare> shares = new ArrayList<>();
      try (ResultSet rows = delete.executeQuery()) {
        while (rows.next()) {
          shares.add(
              new MonthShare(rows.getInt(1), rows.getObject(2, LocalDate.class), rows.getLong(3)));
        }
      }
      return shares;
    }
  }

  /** Tells the partitions' registry. Appends wait for its rows: the caller has locked them out. */
  static void subtract(Connection connection, List<MonthShare> shares) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE log_partition SET expired = expired + ?
            WHERE retention_class = ? AND month = ?
            """)) {
      for (MonthShare share : shares) {
        update.setLong(1, share.events());
        update.setInt(2, share.retentionClass());
        update.setObject(3, share.month());
        update.addBatch();
      }
      update.executeBatch();
    }
  }
}
