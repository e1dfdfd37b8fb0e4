package org.dwsaudit.store.verification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.dwsaudit.schema.error.DatabaseFault;
import org.dwsaudit.schema.event.TenantId;

/**
 * Walks a tenant's sessions and makes every leaf hash again out of what is stored: the event, its
 * secret, its number and time, and the leaf before it.
 *
 * <p>Finds every changed bit, every event that was removed without a record of its expiry, put in,
 * moved or exchanged, and an end that was cut off, as long as {@code session_head} was not
 * rewritten with it: who can write everything can make everything again, and only a checkpoint kept
 * elsewhere shows that.
 *
 * <p>Events that expired leave holes. Where they expired singly, the chain is tied over the hole by
 * the leaf hash that {@code expired_range} kept of the last of them. Where their month was dropped
 * as a whole, a hole is explained if such a month lies between the recording of the events around
 * it, and all these holes together are not more than went with the months. The first event behind a
 * hole over which no leaf was kept is bound to those behind it by its leaf hash, but its content
 * cannot be checked: that takes the leaf before it.
 *
 * <p>Reads each session in one snapshot; appends and expiry may go on. A session that does not hold
 * is looked at twice, since a month that is dropped meanwhile vanishes from old snapshots, too.
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
   * @param unaccounted how many more events are missing than went with dropped months: that many
   *     were removed from those months by somebody else, and nobody can say which
   */
  public record Report(long sessions, long events, List<ChainFault> faults, long unaccounted) {

    public Report {
      faults = List.copyOf(faults);
    }

    public boolean holds() {
      return faults.isEmpty() && unaccounted == 0;
    }
  }

  /**
   * Checks all sessions of the tenant, the system stream included.
   *
   * @throws org.dwsaudit.schema.error.AuditException STORE_UNAVAILABLE if the database is out of
   *     reach
   */
  public Report check(TenantId tenant) {
    return check(new Tally(VerificationProgress.NONE), connection -> List.of(tenant));
  }

  /** Checks all sessions of all tenants; otherwise as {@link #check}. */
  public Report checkAll(VerificationProgress progress) {
    return check(new Tally(progress), StrayEvents::tenants);
  }

  private interface Tenants {
    List<TenantId> read(Connection connection) throws SQLException;
  }

  /** What was found so far. */
  private static final class Tally {
    private final VerificationProgress progress;
    private final List<ChainFault> faults = new ArrayList<>();
    private long sessions;
    private long events;
    private long unaccounted;

    Tally(VerificationProgress progress) {
      this.progress = progress;
    }
  }

  private Report check(Tally tally, Tenants tenants) {
    try (Connection connection = source.getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try {
        for (TenantId tenant : tenants.read(connection)) {
          check(connection, tenant, tally);
        }
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.setReadOnly(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
      return new Report(tally.sessions, tally.events, tally.faults, tally.unaccounted);
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  private static void check(Connection connection, TenantId tenant, Tally tally)
      throws SQLException {
    long inDroppedMonths = 0;
    long after = -1;
    List<ChainHead> page;
    do {
      // each page in a snapshot of its own, so that none is kept for hours
      connection.commit();
      DroppedMonths dropped = DroppedMonths.of(connection, tenant);
      page = ChainHead.page(connection, tenant, after, SESSIONS_A_PAGE);
      List<ChainHead> doubtful = new ArrayList<>();
      for (ChainHead head : page) {
        after = head.firstPosition();
        ChainWalk walk = walk(connection, tenant, head, dropped);
        if (walk.fault().isPresent()) {
          doubtful.add(head);
        } else {
          inDroppedMonths += add(walk, tally);
        }
      }
      for (ChainHead head : doubtful) {
        inDroppedMonths += add(walkAgain(connection, tenant, head), tally);
      }
    } while (page.size() == SESSIONS_A_PAGE);
    connection.commit();
    tally.faults.addAll(StrayEvents.of(connection, tenant));
    tally.unaccounted +=
        Math.max(0, inDroppedMonths - DroppedMonths.of(connection, tenant).events());
  }

  private static long add(ChainWalk walk, Tally tally) {
    tally.sessions++;
    tally.events += walk.events();
    walk.fault().ifPresent(tally.faults::add);
    tally.progress.advanced(tally.sessions, tally.events);
    // a walk that ended at a fault has not seen what else is missing
    return walk.fault().isPresent() ? 0 : walk.inDroppedMonths();
  }

  private static ChainWalk walkAgain(Connection connection, TenantId tenant, ChainHead head)
      throws SQLException {
    connection.commit();
    DroppedMonths dropped = DroppedMonths.of(connection, tenant);
    List<ChainHead> now = ChainHead.of(connection, tenant, head.session());
    return walk(connection, tenant, now.isEmpty() ? head : now.getFirst(), dropped);
  }

  private static ChainWalk walk(
      Connection connection, TenantId tenant, ChainHead head, DroppedMonths dropped)
      throws SQLException {
    ChainWalk walk =
        new ChainWalk(
            tenant,
            head.session(),
            head.begun(),
            ExpiredNumbers.of(connection, tenant, head.session().value()),
            dropped);
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
      select.setObject(2, head.session().value());
      try (ResultSet row = select.executeQuery()) {
        while (row.next() && walk.fault().isEmpty()) {
          next(walk, row, head);
        }
      }
    }
    walk.end(head.lastSequence(), head.ended(), head.endsWith(walk.lastLeaf()));
    return walk;
  }

  private static void next(ChainWalk walk, ResultSet row, ChainHead head) throws SQLException {
    SealedRow sealed;
    try {
      sealed = SealedRow.read(row, head.session());
    } catch (RuntimeException e) {
      walk.unreadable(row.getLong("sequence_number"));
      return;
    }
    walk.next(sealed);
  }
}
