package org.dwsaudit.store.verification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.integrity.LeafHash;
import org.dwsaudit.store.postgres.StoreErrors;
import org.jspecify.annotations.Nullable;

/**
 * Walks a tenant's sessions and makes every leaf hash again out of what is stored: the event, its
 * secret, its number and time, and the leaf before it.
 *
 * <p>Finds every changed bit, every event that was removed without a record of its expiry, put in,
 * moved or exchanged, and an end that was cut off, as long as {@code session_head} was not
 * rewritten with it: who can write everything can make everything again, and only a checkpoint kept
 * elsewhere shows that.
 *
 * <p>Over events that expired the chain is tied by the leaf hash that {@code expired_range} kept of
 * the last of them; where none was kept, the first event behind them is taken as it stands. Reads
 * each session in one snapshot; appends and expiry may go on.
 */
public final class ChainCheck {

  private static final int SESSIONS_A_PAGE = 500;
  private static final int ROWS_A_FETCH = 500;

  private final DataSource source;

  /**
   * @param source connects as a role that may read the log
   */
  public ChainCheck(DataSource source) {
    this.source = source;
  }

  /**
   * What was found.
   *
   * @param faults the first of each session that has one; empty where all holds
   */
  public record Report(long sessions, long events, List<ChainFault> faults) {}

  /** One session as its head describes it. */
  private record Head(
      UUID session,
      long firstPosition,
      long lastSequence,
      byte @Nullable [] lastLeaf,
      OffsetDateTime first,
      OffsetDateTime last) {}

  /**
   * Checks all sessions of the tenant, the system stream included.
   *
   * @throws org.dwsaudit.schema.error.AuditException STORE_UNAVAILABLE if the database is out of
   *     reach
   */
  public Report check(TenantId tenant) {
    long sessions = 0;
    long events = 0;
    List<ChainFault> faults = new ArrayList<>();
    try (Connection connection = source.getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try {
        long after = -1;
        List<Head> page;
        do {
          page = heads(connection, tenant, after);
          for (Head head : page) {
            ChainWalk walk = new ChainWalk(tenant, new SessionId(head.session()));
            walk(connection, tenant, head, walk);
            sessions++;
            events += walk.events();
            walk.fault().ifPresent(faults::add);
            after = head.firstPosition();
          }
          // the next page in a snapshot of its own, so that none is kept for hours
          connection.commit();
        } while (page.size() == SESSIONS_A_PAGE);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.setReadOnly(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
      return new Report(sessions, events, faults);
    } catch (SQLException e) {
      throw StoreErrors.of(e);
    }
  }

  private static List<Head> heads(Connection connection, TenantId tenant, long after)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT session_id, first_position, last_sequence, last_leaf, first_recorded_at,
                   last_recorded_at
            FROM session_head
            WHERE tenant = ? AND first_position > ?
              AND session_id <> 'ffffffff-ffff-ffff-ffff-ffffffffffff'
            ORDER BY first_position
            LIMIT ?
            """)) {
      select.setString(1, tenant.value());
      select.setLong(2, after);
      select.setInt(3, SESSIONS_A_PAGE);
      List<Head> heads = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          heads.add(
              new Head(
                  row.getObject(1, UUID.class),
                  row.getLong(2),
                  row.getLong(3),
                  row.getBytes(4),
                  row.getObject(5, OffsetDateTime.class),
                  row.getObject(6, OffsetDateTime.class)));
        }
      }
      return heads;
    }
  }

  private static void walk(Connection connection, TenantId tenant, Head head, ChainWalk walk)
      throws SQLException {
    ExpiredNumbers expired = ExpiredNumbers.of(connection, tenant, head.session());
    // rows outside the head's times are wrong as well: the bounds are not asked for, the key is
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT sequence_number, event_id, event_type, occurred_at, occurred_nanos, recorded_at,
                   workflow_id, phase_id, worker_id, correlation_id, base_version,
                   data_classification, field_classifications, context, payload, leaf_hash, secret
            FROM event_log
            WHERE tenant = ? AND session_id = ?
            ORDER BY sequence_number
            """)) {
      select.setFetchSize(ROWS_A_FETCH);
      select.setString(1, tenant.value());
      select.setObject(2, head.session());
      try (ResultSet row = select.executeQuery()) {
        while (row.next() && walk.fault().isEmpty()) {
          walk.next(SealedRow.read(row, new SessionId(head.session())), expired);
        }
      }
    }
    walk.end(head.lastSequence(), endsWith(head, walk), expired);
  }

  private static boolean endsWith(Head head, ChainWalk walk) {
    LeafHash last = walk.lastLeaf();
    return last == null || Arrays.equals(last.bytes(), head.lastLeaf());
  }
}
