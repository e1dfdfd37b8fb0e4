package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.dwsaudit.schema.administration.DroppedMonth;
import org.dwsaudit.schema.administration.ExpiredRangeEntry;
import org.dwsaudit.schema.administration.ExpiryProof;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.integrity.LeafHash;
import org.dwsaudit.schema.merkle.CompactRange;
import org.dwsaudit.schema.taxonomy.Requirement;

/** Makes what a receipt vouches with out of the record of what the run removed. */
final class ExpiryProofs {

  private static final int ROWS_A_FETCH = 1_000;
  private static final int MANDATORY = 1;

  private ExpiryProofs() {}

  /** In memory that does not grow with the number of ranges. */
  static ExpiryProof of(Connection connection, UUID runId) throws SQLException {
    CompactRange ranges = new CompactRange();
    connection.setAutoCommit(false);
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT session_id, first_sequence, last_sequence, category, last_leaf, leaves
            FROM expired_range
            WHERE run_id = ? AND leaves IS NOT NULL
            ORDER BY ordinal
            """)) {
      select.setFetchSize(ROWS_A_FETCH);
      select.setObject(1, runId);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          ranges.append(entry(row).leaf());
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return new ExpiryProof(ranges.size(), ranges.root(), months(connection, runId));
  }

  private static ExpiredRangeEntry entry(ResultSet row) throws SQLException {
    return new ExpiredRangeEntry(
        new SessionId(row.getObject(1, UUID.class)),
        row.getLong(2),
        row.getLong(3),
        row.getString(4),
        LeafHash.of(row.getBytes(5)),
        HexFormat.of().formatHex(row.getBytes(6)));
  }

  private static List<DroppedMonth> months(Connection connection, UUID runId) throws SQLException {
    List<DroppedMonth> months = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT retention_class, month, first_position, last_position, sum(events)
            FROM expired_partition
            WHERE run_id = ?
            GROUP BY retention_class, month, first_position, last_position
            ORDER BY first_position, retention_class
            """)) {
      select.setObject(1, runId);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          months.add(
              new DroppedMonth(
                  row.getInt(1) == MANDATORY ? Requirement.MANDATORY : Requirement.OPTIONAL,
                  YearMonth.from(row.getObject(2, LocalDate.class)),
                  new Position(row.getLong(3)),
                  new Position(row.getLong(4)),
                  row.getLong(5)));
        }
      }
    }
    return months;
  }
}
