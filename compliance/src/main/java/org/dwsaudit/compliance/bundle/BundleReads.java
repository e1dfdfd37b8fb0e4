package org.dwsaudit.compliance.bundle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ObjLongConsumer;
import javax.sql.DataSource;
import org.dwsaudit.compliance.facts.FactHistory;
import org.dwsaudit.compliance.facts.RecordedFact;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunCompleted;
import org.dwsaudit.schema.administration.ExpiredRangeEntry;
import org.dwsaudit.schema.error.DatabaseFault;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.integrity.LeafHash;

/** What a bundle asks the database besides the events themselves; each question on its own. */
final class BundleReads {

  private static final int ROWS_A_FETCH = 1_000;

  private final DataSource source;
  private final TenantId tenant;

  BundleReads(DataSource source, TenantId tenant) {
    this.source = source;
    this.tenant = tenant;
  }

  private interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  private <T> T read(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        return work.in(connection);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  /**
   * The last number that each session had when the log ended at a position; sessions that began
   * later are left out.
   *
   * @param sessions of which; none for all
   */
  void heads(List<SessionId> sessions, long upTo, ObjLongConsumer<SessionId> consumer) {
    read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT session_id,
                         CASE WHEN last_position <= ? THEN last_sequence
                              ELSE (SELECT max(e.sequence_number)
                                    FROM event_log e
                                    WHERE e.tenant = h.tenant AND e.session_id = h.session_id
                                      AND e.position <= ?)
                         END AS head
                  FROM session_head h
                  WHERE tenant = ? AND (?::uuid[] IS NULL OR session_id = ANY (?))
                  """)) {
            select.setFetchSize(ROWS_A_FETCH);
            var ids =
                sessions.isEmpty()
                    ? null
                    : connection.createArrayOf(
                        "uuid", sessions.stream().map(SessionId::value).toArray());
            select.setLong(1, upTo);
            select.setLong(2, upTo);
            select.setString(3, tenant.value());
            select.setArray(4, ids);
            select.setArray(5, ids);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                long head = row.getLong("head");
                if (head > 0) {
                  consumer.accept(new SessionId(row.getObject("session_id", UUID.class)), head);
                }
              }
            }
            return sessions;
          }
        });
  }

  /** A recorded range of what expired one by one. */
  record Range(UUID run, long ordinal, ExpiredRangeEntry entry) {}

  /** The ranges of a session that lie between two numbers, in order. */
  List<Range> ranges(SessionId session, long from, long to) {
    return read(
        connection -> {
          List<Range> ranges = new ArrayList<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT run_id, ordinal, first_sequence, last_sequence, category, last_leaf, leaves
                  FROM expired_range
                  WHERE tenant = ? AND session_id = ? AND first_sequence >= ? AND last_sequence <= ?
                    AND leaves IS NOT NULL
                  ORDER BY first_sequence
                  """)) {
            select.setString(1, tenant.value());
            select.setObject(2, session.value());
            select.setLong(3, from);
            select.setLong(4, to);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                ranges.add(
                    new Range(
                        row.getObject("run_id", UUID.class),
                        row.getLong("ordinal"),
                        entry(session, row)));
              }
            }
          }
          return ranges;
        });
  }

  private static ExpiredRangeEntry entry(SessionId session, ResultSet row) throws SQLException {
    return new ExpiredRangeEntry(
        session,
        row.getLong("first_sequence"),
        row.getLong("last_sequence"),
        row.getString("category"),
        LeafHash.of(row.getBytes("last_leaf")),
        HexFormat.of().formatHex(row.getBytes("leaves")));
  }

  /** The ranges of a run from one ordinal to before another. */
  List<ExpiredRangeEntry> rangesOfRun(UUID run, long from, long to) {
    return read(
        connection -> {
          List<ExpiredRangeEntry> entries = new ArrayList<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT session_id, first_sequence, last_sequence, category, last_leaf, leaves
                  FROM expired_range
                  WHERE run_id = ? AND ordinal >= ? AND ordinal < ?
                  ORDER BY ordinal
                  """)) {
            select.setObject(1, run);
            select.setLong(2, from);
            select.setLong(3, to);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                entries.add(entry(new SessionId(row.getObject("session_id", UUID.class)), row));
              }
            }
          }
          return entries;
        });
  }

  /** The leaf hash of a session's event, if the event or a record of its leaf is there. */
  Optional<LeafHash> leaf(SessionId session, long number) {
    return read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT leaf_hash
                  FROM event_log
                  WHERE tenant = ? AND session_id = ? AND sequence_number = ?
                  UNION ALL
                  SELECT last_leaf
                  FROM expired_range
                  WHERE tenant = ? AND session_id = ? AND last_sequence = ?
                  """)) {
            for (int at : new int[] {0, 3}) {
              select.setString(at + 1, tenant.value());
              select.setObject(at + 2, session.value());
              select.setLong(at + 3, number);
            }
            try (ResultSet row = select.executeQuery()) {
              return row.next()
                  ? Optional.ofNullable(row.getBytes(1)).map(LeafHash::of)
                  : Optional.empty();
            }
          }
        });
  }

  /** The receipts of the tenant's retention runs, in commit order. */
  List<RecordedFact> receipts() {
    return read(
        connection -> new FactHistory(connection, tenant).all(List.of(RetentionRunCompleted.TYPE)));
  }
}
