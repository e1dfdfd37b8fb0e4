package org.dwsaudit.compliance.facts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;

/**
 * Reads facts of one tenant out of the system stream, on the caller's connection: inside its
 * transaction and snapshot.
 */
public final class FactHistory {

  private final Connection connection;
  private final TenantId tenant;

  public FactHistory(Connection connection, TenantId tenant) {
    this.connection = connection;
    this.tenant = tenant;
  }

  /** Every fact of the types, in commit order. */
  public List<RecordedFact> all(Collection<String> types) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT position, event_type, recorded_at, payload
            FROM event_log
            WHERE retention_class = 0 AND tenant = ? AND event_type = ANY (?) AND session_id = ?
            ORDER BY position
            """)) {
      select.setString(1, tenant.value());
      select.setArray(2, connection.createArrayOf("text", types.toArray()));
      select.setObject(3, SessionId.SYSTEM.value());
      return facts(select);
    }
  }

  /** The newest facts of a type, newest first. */
  public List<RecordedFact> newest(String type, int limit) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT position, event_type, recorded_at, payload
            FROM event_log
            WHERE retention_class = 0 AND tenant = ? AND event_type = ? AND session_id = ?
            ORDER BY position DESC
            LIMIT ?
            """)) {
      select.setString(1, tenant.value());
      select.setString(2, type);
      select.setObject(3, SessionId.SYSTEM.value());
      select.setInt(4, limit);
      return facts(select);
    }
  }

  public Optional<RecordedFact> last(String type) throws SQLException {
    return newest(type, 1).stream().findFirst();
  }

  /** Facts of the types whose payload has the member with one of the values, in commit order. */
  public List<RecordedFact> about(
      Collection<String> types, String member, Collection<String> values) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT position, event_type, recorded_at, payload
            FROM event_log
            WHERE retention_class = 0 AND tenant = ? AND event_type = ANY (?) AND session_id = ?
              AND payload::json ->> ? = ANY (?)
            ORDER BY position
            """)) {
      select.setString(1, tenant.value());
      select.setArray(2, connection.createArrayOf("text", types.toArray()));
      select.setObject(3, SessionId.SYSTEM.value());
      select.setString(4, member);
      select.setArray(5, connection.createArrayOf("text", values.toArray()));
      return facts(select);
    }
  }

  /** Where the last fact of the types stands; it moves whenever there is a new one. */
  public Position lastPosition(Collection<String> types) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT coalesce(max(position), 0)
            FROM event_log
            WHERE retention_class = 0 AND tenant = ? AND event_type = ANY (?) AND session_id = ?
            """)) {
      select.setString(1, tenant.value());
      select.setArray(2, connection.createArrayOf("text", types.toArray()));
      select.setObject(3, SessionId.SYSTEM.value());
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return new Position(rows.getLong(1));
      }
    }
  }

  private static List<RecordedFact> facts(PreparedStatement select) throws SQLException {
    List<RecordedFact> facts = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        facts.add(FactRows.read(rows));
      }
    }
    return facts;
  }
}
