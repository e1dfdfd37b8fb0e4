package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.dwsaudit.schema.event.TenantId;

/** The record of the single events that runs took out of the log. */
final class ExpiredRanges {

  private ExpiredRanges() {}

  /** Records the events, neighbours of one session and group in one row. */
  static void insert(
      Connection connection,
      TenantId tenant,
      UUID runId,
      List<GroupKey> groups,
      List<Candidate> expired)
      throws SQLException {
    long ordinal = nextOrdinal(connection, runId);
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO expired_range (tenant, session_id, first_sequence, last_sequence, events,
                                       category, run_id, earliest, latest, last_leaf, ordinal,
                                       leaves)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      for (ExpiredRange range : ExpiredRange.of(expired)) {
        insert.setString(1, tenant.value());
        insert.setObject(2, range.session().value());
        insert.setLong(3, range.first());
        insert.setLong(4, range.last());
        insert.setLong(5, range.last() - range.first() + 1);
        insert.setString(6, groups.get(range.groupNo()).text());
        insert.setObject(7, runId);
        insert.setObject(8, range.earliest().atOffset(ZoneOffset.UTC));
        insert.setObject(9, range.latest().atOffset(ZoneOffset.UTC));
        insert.setBytes(10, range.lastLeaf());
        insert.setLong(11, ordinal++);
        insert.setBytes(12, range.leaves());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Behind the run's last range, also where that was recorded before an interruption. */
  private static long nextOrdinal(Connection connection, UUID runId) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT coalesce(max(ordinal) + 1, 0) FROM expired_range WHERE run_id = ?")) {
      select.setObject(1, runId);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
