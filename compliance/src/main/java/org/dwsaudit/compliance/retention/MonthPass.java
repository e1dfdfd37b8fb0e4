package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.dwsaudit.schema.error.DatabaseFault;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops the months that have expired as a whole, each in a transaction. What it leaves, because
 * something there is not due or held, or because somebody reads for too long, expires event by
 * event.
 *
 * <p>The transaction locks appends out first, then looks whether holds, policies and the month are
 * still what was decided from, drops and records. Readers never wait for the appends' lock, so
 * nobody waits in a circle; the drop waits for readers half a second at most, and is tried again.
 */
final class MonthPass {

  private static final Logger LOGGER = LoggerFactory.getLogger(MonthPass.class);

  /** How often a run is locked out before it no longer insists. */
  private static final int LOCKED_OUT_MAX = 6;

  private static final Duration PAUSE = Duration.ofMillis(250);

  private enum Outcome {
    EXPIRED,
    LEFT,
    RULES_CHANGED
  }

  private final Connection connection;
  private final UUID runId;
  private final Instant asOf;
  private final Taxonomy taxonomy;
  private final Proving proving;
  private final ExpiryPass.Interruption interruption;

  private RetentionRules rules;
  private List<Month> months;
  private long expired;
  private int lockedOut;

  /**
   * @param found what to begin from; each month is looked at again before it goes
   */
  MonthPass(
      Connection connection,
      RetentionPlanner.Findings found,
      UUID runId,
      Instant asOf,
      Taxonomy taxonomy,
      Proving proving,
      ExpiryPass.Interruption interruption) {
    this.connection = connection;
    this.rules = found.rules();
    this.months = found.months();
    this.runId = runId;
    this.asOf = asOf;
    this.taxonomy = taxonomy;
    this.proving = proving;
    this.interruption = interruption;
  }

  /** Returns how many events went. */
  long run(RetentionProgress progress) throws SQLException {
    connection.setAutoCommit(false);
    try {
      while (rulesChangeBeforeTheEnd(progress)) {
        rules = RetentionRules.read(connection, rules.tenant(), taxonomy);
        months = Months.read(connection, rules);
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return expired;
  }

  /** Those in force when it ended. */
  RetentionRules rules() {
    return rules;
  }

  private boolean rulesChangeBeforeTheEnd(RetentionProgress progress) throws SQLException {
    for (Month month : months) {
      if (!month.isDue(asOf)) {
        continue;
      }
      Outcome outcome =
          MonthHolds.read(connection, rules, month).any() ? Outcome.LEFT : expire(month);
      connection.commit();
      if (outcome == Outcome.EXPIRED) {
        expired += month.events();
        progress.advanced(expired, 0);
      } else if (outcome == Outcome.RULES_CHANGED) {
        return true;
      }
    }
    return false;
  }

  private Outcome expire(Month month) throws SQLException {
    // read before the lock: under it the month is only held to be the same still
    Map<Integer, GroupCounts> counts = LogCounts.ofDueMonth(connection, rules, asOf, month);
    connection.commit();
    proving.awaitUpTo(new Position(month.lastPosition()));
    while (true) {
      try {
        return tryExpire(month, counts);
      } catch (SQLException e) {
        connection.rollback();
        if (DatabaseFault.of(e) != DatabaseFault.LOCKED) {
          throw e;
        }
        lockedOut++;
        interruption.lockedOut();
        if (lockedOut >= LOCKED_OUT_MAX) {
          LOGGER.warn(
              "retention run {}: {} is being read for long; its events expire one by one",
              runId,
              month.name());
          return Outcome.LEFT;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private Outcome tryExpire(Month month, Map<Integer, GroupCounts> counts) throws SQLException {
    interruption.beforeLock();
    awaitCopies();
    Outcome outcome;
    if (rules.changedUnderLock(connection)) {
      outcome = Outcome.RULES_CHANGED;
    } else if (!Months.read(connection, rules).contains(month)) {
      outcome = Outcome.LEFT;
    } else {
      drop(month);
      ExpiredMonths.insert(connection, rules, runId, month, counts);
      outcome = Outcome.EXPIRED;
    }
    connection.commit();
    return outcome;
  }

  /**
   * Waits until no server is copying rows in without having locked the log, and keeps others from
   * beginning: they use the tables that are dropped, and lock the log afterwards, as we do not.
   */
  private void awaitCopies() throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement(
            "SELECT pg_advisory_xact_lock(hashtext('dws_audit.copy_ahead'))")) {
      lock.execute();
    }
  }

  private void drop(Month month) throws SQLException {
    try (PreparedStatement drop = connection.prepareStatement("SELECT drop_log_partition(?)")) {
      drop.setString(1, month.name());
      drop.execute();
    }
  }
}
