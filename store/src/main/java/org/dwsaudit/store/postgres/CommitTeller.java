package org.dwsaudit.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other servers that there are new events: after the commit, so that whoever is woken finds
 * them, and at most every {@value #PAUSE_MS} ms, because each telling wakes every server. What is
 * not told, they find by polling.
 */
final class CommitTeller {

  private static final Logger log = LoggerFactory.getLogger(CommitTeller.class);

  private static final int PAUSE_MS = 20;

  private final DataSource source;
  private final String origin;
  private final ScheduledExecutorService scheduler;
  private final AtomicBoolean pending = new AtomicBoolean();
  private volatile long toldNanos = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);

  /**
   * @param origin by which this server knows its own tellings
   */
  CommitTeller(DataSource source, String origin, ScheduledExecutorService scheduler) {
    this.source = source;
    this.origin = origin;
    this.scheduler = scheduler;
  }

  /** Returns at once. */
  void committed() {
    if (pending.compareAndSet(false, true) && !scheduler.isShutdown()) {
      long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - toldNanos);
      var unused =
          scheduler.schedule(this::tell, Math.max(0, PAUSE_MS - since), TimeUnit.MILLISECONDS);
    }
  }

  private void tell() {
    pending.set(false);
    toldNanos = System.nanoTime();
    try (Connection connection = source.getConnection();
        PreparedStatement notify =
            connection.prepareStatement("SELECT pg_notify('dws_audit_log', ?)")) {
      notify.setString(1, origin);
      notify.execute();
    } catch (SQLException e) {
      log.debug("other servers were not told of new events; they poll", e);
    }
  }
}
