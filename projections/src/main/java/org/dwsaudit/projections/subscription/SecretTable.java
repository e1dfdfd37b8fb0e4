package org.dwsaudit.projections.subscription;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dwsaudit.projections.query.SqlArguments;

/** The sealed secrets of subscriptions. */
final class SecretTable {

  private SecretTable() {}

  /** Makes the secret the newest; the one before it ends then, those before that at once. */
  static void add(Connection connection, UUID id, byte[] sealed, Instant overlapUntil)
      throws SQLException {
    try (PreparedStatement drop =
        connection.prepareStatement(
            "DELETE FROM subscription_secret WHERE subscription_id = ? AND expires_at IS NOT"
                + " NULL")) {
      new SqlArguments(drop).value(id);
      drop.executeUpdate();
    }
    try (PreparedStatement end =
        connection.prepareStatement(
            "UPDATE subscription_secret SET expires_at = ? WHERE subscription_id = ?")) {
      new SqlArguments(end).value(overlapUntil.atOffset(ZoneOffset.UTC)).value(id);
      end.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO subscription_secret (subscription_id, number, sealed)
            SELECT ?, coalesce(max(number), 0) + 1, ?
            FROM subscription_secret
            WHERE subscription_id = ?
            """)) {
      new SqlArguments(insert).value(id).value(sealed).value(id);
      insert.executeUpdate();
    }
  }

  /** Those that sign now, the newest first. */
  static List<byte[]> valid(Connection connection, UUID id, Instant now) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT sealed
            FROM subscription_secret
            WHERE subscription_id = ? AND (expires_at IS NULL OR expires_at > ?)
            ORDER BY number DESC
            """)) {
      new SqlArguments(select).value(id).value(now.atOffset(ZoneOffset.UTC));
      List<byte[]> all = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          all.add(row.getBytes("sealed"));
        }
      }
      return all;
    }
  }
}
