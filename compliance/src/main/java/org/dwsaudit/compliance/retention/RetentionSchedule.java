package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.dwsaudit.compliance.facts.FactHistory;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunStarted;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.DatabaseFault;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.TenantId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs retention once a day, for every tenant, as of that day's moment. Of several servers that
 * keep the same schedule one runs it and the others see that it was: who ran is read from the log,
 * under the lock that every run takes. What was missed while no server ran is made up for when one
 * starts, once, as of the last moment that was missed. A run that broke off is brought to its end
 * first.
 */
public final class RetentionSchedule implements AutoCloseable {

  /** Who scheduled runs are by. */
  public static final String ACTOR = "retention-schedule";

  private static final Logger LOGGER = LoggerFactory.getLogger(RetentionSchedule.class);
  private static final Duration LOOK = Duration.ofSeconds(30);

  private final RetentionRunner runner;
  private final DataSource log;
  private final LocalTime daily;
  private final Clock clock;
  private final Thread thread;
  private Instant done = Instant.MIN;
  private volatile boolean closed;

  RetentionSchedule(RetentionRunner runner, DataSource log, LocalTime daily, Clock clock) {
    this.runner = runner;
    this.log = log;
    this.daily = daily;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("retention-schedule").daemon().unstarted(this::keep);
  }

  /**
   * Begins to keep it.
   *
   * @param log connections of any role that may read the log
   * @param daily when, in UTC
   */
  public static RetentionSchedule start(
      RetentionRunner runner, DataSource log, LocalTime daily, Clock clock) {
    RetentionSchedule schedule = new RetentionSchedule(runner, log, daily, clock);
    schedule.thread.start();
    return schedule;
  }

  private void keep() {
    while (!closed) {
      turn();
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** Runs what is due and was not run. */
  void turn() {
    Instant due = lastDue();
    if (!due.isAfter(done)) {
      return;
    }
    boolean all = true;
    try {
      for (TenantId tenant : tenants()) {
        all &= !closed && run(tenant, due);
      }
    } catch (RuntimeException e) {
      LOGGER.warn("scheduled retention: tried again in {} s", LOOK.toSeconds(), e);
      all = false;
    }
    if (all) {
      done = due;
    }
  }

  /** The last moment of the schedule that is over. */
  private Instant lastDue() {
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    ZonedDateTime today = now.with(daily);
    return (today.isAfter(now) ? today.minusDays(1) : today).toInstant();
  }

  /**
   * @return whether it is done, by whomever
   */
  private boolean run(TenantId tenant, Instant due) {
    Principal principal = new Principal(tenant, ACTOR, Classification.INTERNAL, Set.of());
    try {
      runner.finishInterrupted(principal, RetentionProgress.NONE);
      runner.run(principal, due, RetentionProgress.NONE, log -> !hasRun(log, tenant, due));
      return true;
    } catch (AuditException e) {
      if (e.code() == ErrorCode.RETENTION_RUN_ACTIVE) {
        return false;
      }
      throw e;
    }
  }

  private static boolean hasRun(Connection connection, TenantId tenant, Instant due)
      throws SQLException {
    return new FactHistory(connection, tenant)
        .about(List.of(RetentionRunStarted.TYPE), "actor", List.of(ACTOR)).stream()
            .map(recorded -> (RetentionRunStarted) recorded.fact())
            .anyMatch(started -> !started.asOf().isBefore(due));
  }

  /** Those that have sessions: a probe of the index each. */
  private List<TenantId> tenants() {
    try (Connection connection = log.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                WITH RECURSIVE known (tenant) AS (
                    (SELECT tenant FROM session_head ORDER BY tenant LIMIT 1)
                    UNION ALL
                    SELECT (SELECT tenant
                            FROM session_head
                            WHERE tenant > known.tenant
                            ORDER BY tenant
                            LIMIT 1)
                    FROM known
                    WHERE known.tenant IS NOT NULL
                )
                SELECT tenant FROM known WHERE tenant IS NOT NULL
                """);
        ResultSet row = select.executeQuery()) {
      List<TenantId> tenants = new ArrayList<>();
      while (row.next()) {
        tenants.add(new TenantId(row.getString("tenant")));
      }
      return tenants;
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  /** A run under way goes on as far as its batch; the next server brings it to its end. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
