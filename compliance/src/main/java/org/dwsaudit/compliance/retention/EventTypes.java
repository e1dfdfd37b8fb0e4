package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.schema.event.TenantId;

/** Which event types a tenant's log holds. */
final class EventTypes {

  private EventTypes() {}

  /** In order, without the store's own; from the partitions' registry. */
  static List<String> inLog(Connection connection, TenantId tenant) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT DISTINCT kind.event_type
            FROM log_partition part
            JOIN log_partition_kind kind ON kind.partition = part.name
            WHERE kind.tenant = ? AND kind.events > kind.expired
            ORDER BY kind.event_type
            """)) {
      select.setString(1, tenant.value());
      List<String> types = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          types.add(rows.getString(1));
        }
      }
      return types;
    }
  }
}
