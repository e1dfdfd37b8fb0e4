package org.dwsaudit.store.verification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;

/** What is in the log beside the sessions that have a head. */
final class StrayEvents {

  private StrayEvents() {}

  /** The first event of each session without a head. */
  static List<ChainFault> of(Connection connection, TenantId tenant) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT session_id, min(sequence_number)
            FROM event_log e
            WHERE tenant = ? AND NOT EXISTS (
                SELECT FROM session_head h
                WHERE h.tenant = e.tenant AND h.session_id = e.session_id)
            GROUP BY session_id
            ORDER BY session_id
            """)) {
      select.setString(1, tenant.value());
      List<ChainFault> strays = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          strays.add(
              new ChainFault(
                  new SessionId(row.getObject(1, UUID.class)),
                  row.getLong(2),
                  ChainFault.Kind.STRAY));
        }
      }
      return strays;
    }
  }

  /** Every tenant that has events or sessions; one look-up in the index a tenant. */
  static List<TenantId> tenants(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                """
                WITH RECURSIVE known AS (
                    (SELECT tenant FROM event_log ORDER BY tenant LIMIT 1)
                    UNION ALL
                    SELECT (SELECT tenant
                            FROM event_log
                            WHERE tenant > known.tenant
                            ORDER BY tenant
                            LIMIT 1)
                    FROM known
                    WHERE known.tenant IS NOT NULL)
                SELECT tenant FROM known WHERE tenant IS NOT NULL
                UNION
                SELECT tenant FROM session_head
                ORDER BY tenant
                """);
        ResultSet row = select.executeQuery()) {
      List<TenantId> tenants = new ArrayList<>();
      while (row.next()) {
        tenants.add(new TenantId(row.getString(1)));
      }
      return tenants;
    }
  }
}
