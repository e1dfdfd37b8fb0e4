package org.dwsaudit.compliance.transparency;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.merkle.MerkleHash;

/** Reads what the log has behind the tree's end. */
final class NewLeaves {

  private static final byte[] NO_EVENT = new byte[MerkleHash.BYTES];

  private NewLeaves() {}

  /**
   * The next entries, one a position, none left out.
   *
   * @throws AuditException STORE_CORRUPT if a position is missing: positions have no gaps, and
   *     nothing expires before the tree has it
   */
  static List<byte[]> behind(Connection connection, long size, int max) throws SQLException {
    List<byte[]> entries = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT position, leaf_hash
            FROM event_log
            WHERE retention_class = 0 AND position > ? AND position <= ?
            UNION ALL
            SELECT position, leaf_hash
            FROM event_log
            WHERE retention_class > 0 AND position > ? AND position <= ? AND recorded_at >= ?
            ORDER BY position
            """)) {
      select.setLong(1, size);
      select.setLong(2, size + max);
      select.setLong(3, size);
      select.setLong(4, size + max);
      select.setObject(5, recordedFrom(connection, size));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          require(row.getLong(1), size + entries.size() + 1);
          byte[] leaf = row.getBytes(2);
          entries.add(leaf == null ? NO_EVENT : leaf);
        }
      }
    }
    return entries;
  }

  /** When the months begin that reach beyond a position: only they are looked into. */
  private static OffsetDateTime recordedFrom(Connection connection, long position)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT coalesce(min(month), '9999-01-01')::timestamp AT TIME ZONE 'UTC'
            FROM log_partition
            WHERE last_position > ?
            """)) {
      select.setLong(1, position);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getObject(1, OffsetDateTime.class);
      }
    }
  }

  private static void require(long position, long expected) {
    if (position != expected) {
      throw new AuditException(
          ErrorCode.STORE_CORRUPT,
          "position %d: not in the log (expected: an event at each, until it is in the Merkle log)"
              .formatted(expected));
    }
  }
}
