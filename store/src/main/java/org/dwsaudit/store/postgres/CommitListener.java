package org.dwsaudit.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of other servers' commits when they happen, on a connection of its own that it opens again
 * when it breaks.
 */
final class CommitListener implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CommitListener.class);

  private static final int WAIT_MS = 500;
  private static final int PAUSE_MS = 1_000;

  private final DataSource source;
  private final String origin;
  private final Runnable onCommit;
  private final Thread thread;
  private volatile boolean listening;
  private volatile boolean closed;

  /**
   * @param origin of this server's own commits, which it knows of already
   */
  CommitListener(DataSource source, String origin, Runnable onCommit) {
    this.source = source;
    this.origin = origin;
    this.onCommit = onCommit;
    this.thread = Thread.ofVirtual().name("log-listener").start(this::run);
  }

  boolean isListening() {
    return listening;
  }

  private void run() {
    while (!closed) {
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("LISTEN dws_audit_log");
        listening = true;
        // what was committed while nobody listened
        onCommit.run();
        listen(connection.unwrap(PGConnection.class));
        statement.execute("UNLISTEN *");
      } catch (SQLException e) {
        log.debug("not listening for other servers' commits; polling until it works again", e);
        pause();
      } finally {
        listening = false;
      }
    }
  }

  private void listen(PGConnection connection) throws SQLException {
    while (!closed) {
      boolean others = false;
      for (PGNotification told : connection.getNotifications(WAIT_MS)) {
        others |= !told.getParameter().equals(origin);
      }
      if (others) {
        onCommit.run();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(2L * WAIT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
