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

  private static final String SYSTEM_PREFIX = "audit.";

  private EventTypes() {}

  /** In order, without the store's own. One index look-up a type, however many events there are. */
  static List<String> inLog(Connection connection, TenantId tenant) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            WITH RECURSIVE type AS (
                (SELECT event_type
                 FROM event_log
                 WHERE tenant = ?
                 ORDER BY event_type
                 LIMIT 1)
                UNION ALL
                SELECT (SELECT event_type
                        FROM event_log
                        WHERE tenant = ? AND event_type > type.event_type
                        ORDER BY event_type
                        LIMIT 1)
                FROM type
                WHERE type.event_type IS NOT NULL)
            SELECT event_type FROM type WHERE event_type IS NOT NULL
            """)) {
      select.setString(1, tenant.value());
      select.setString(2, tenant.value());
      List<String> types = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          types.add(rows.getString(1));
        }
      }
      types.removeIf(type -> type.startsWith(SYSTEM_PREFIX));
      return types;
    }
  }
}
