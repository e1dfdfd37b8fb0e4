package org.dwsaudit.store.verification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.integrity.LeafHash;
import org.jspecify.annotations.Nullable;

/** The sequence numbers of one session that retention took out, and recorded. */
final class ExpiredNumbers {

  private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();

  private final Map<Long, LeafHash> leaves = new HashMap<>();

  private ExpiredNumbers() {}

  static ExpiredNumbers of(Connection connection, TenantId tenant, UUID session)
      throws SQLException {
    ExpiredNumbers expired = new ExpiredNumbers();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT first_sequence, last_sequence, last_leaf
            FROM expired_range
            WHERE tenant = ? AND session_id = ?
            """)) {
      select.setString(1, tenant.value());
      select.setObject(2, session);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          expired.lastByFirst.merge(row.getLong(1), row.getLong(2), Math::max);
          byte[] leaf = row.getBytes(3);
          if (leaf != null) {
            expired.leaves.put(row.getLong(2), LeafHash.of(leaf));
          }
        }
      }
    }
    return expired;
  }

  /** The leaf hash of an event that expired, if it was kept. */
  @Nullable LeafHash leaf(long sequence) {
    return leaves.get(sequence);
  }

  /**
   * How many from the first to the last did not expire singly; 0 where there is none between them.
   */
  long notCovered(long first, long last) {
    long open = 0;
    long next = first;
    while (next <= last) {
      Map.Entry<Long, Long> range = lastByFirst.floorEntry(next);
      if (range != null && range.getValue() >= next) {
        next = range.getValue() + 1;
      } else {
        Long behind = lastByFirst.higherKey(next);
        long end = behind == null ? last + 1 : Math.min(behind, last + 1);
        open += end - next;
        next = end;
      }
    }
    return open;
  }

  /** The lowest number from the first on that did not expire singly. */
  long firstNotCovered(long first) {
    long next = first;
    Map.Entry<Long, Long> range = lastByFirst.floorEntry(next);
    while (range != null && range.getValue() >= next) {
      next = range.getValue() + 1;
      range = lastByFirst.floorEntry(next);
    }
    return next;
  }
}
