package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dwsaudit.schema.event.TenantId;

/** Deletes single events of a month, and keeps its registry right. */
final class ExpiredRows {

  private ExpiredRows() {}

  /** Says how many there were. */
  static int delete(Connection connection, TenantId tenant, Month month, List<Candidate> expired)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            """
            DELETE FROM event_log
            WHERE retention_class = ? AND recorded_at >= ? AND recorded_at < ?
              AND tenant = ? AND position = ANY (?)
            """)) {
      delete.setInt(1, month.retentionClass());
      delete.setObject(2, month.from());
      delete.setObject(3, month.until());
      delete.setString(4, tenant.value());
      delete.setArray(
          5,
          connection.createArrayOf("bigint", expired.stream().map(Candidate::position).toArray()));
      return delete.executeUpdate();
    }
  }

  /** Tells the registry. Appends wait for its rows: the caller has locked them out. */
  static void count(Connection connection, TenantId tenant, Month month, List<Candidate> expired)
      throws SQLException {
    Map<String, Integer> byType = new TreeMap<>();
    expired.forEach(candidate -> byType.merge(candidate.envelope().eventType(), 1, Integer::sum));
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE log_partition_kind SET expired = expired + ?
            WHERE partition = ? AND tenant = ? AND event_type = ?
            """)) {
      for (Map.Entry<String, Integer> type : byType.entrySet()) {
        update.setInt(1, type.getValue());
        update.setString(2, month.name());
        update.setString(3, tenant.value());
        update.setString(4, type.getKey());
        update.addBatch();
      }
      update.executeBatch();
    }
  }
}
