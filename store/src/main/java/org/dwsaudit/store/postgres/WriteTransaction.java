package org.dwsaudit.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The transaction of a group, opened only where one statement is not enough. */
final class WriteTransaction implements AutoCloseable {

  /** A server that stops answering in the middle of it loses its locks soon. */
  private static final String LIMITS =
      "SET LOCAL idle_in_transaction_session_timeout = '10s'; SET LOCAL statement_timeout = '60s'";

  /**
   * Held while rows are copied in before the log is locked: who wants the tables for itself, as to
   * drop a month, asks for it first, and so does not wait for us while we wait for the log.
   */
  private static final String COPY_AHEAD =
      "SELECT pg_advisory_xact_lock_shared(hashtext('dws_audit.copy_ahead'))";

  private final Connection connection;
  private boolean open;

  WriteTransaction(Connection connection) {
    this.connection = connection;
  }

  void begin() throws SQLException {
    if (!open) {
      connection.setAutoCommit(false);
      open = true;
      execute(LIMITS);
    }
  }

  /** Begins a transaction that writes to the log before it locks it. */
  void beginAhead() throws SQLException {
    connection.setAutoCommit(false);
    open = true;
    execute(LIMITS + "; " + COPY_AHEAD);
  }

  void lockLog() throws SQLException {
    begin();
    // a statement of its own: the next one's snapshot then sees all that earlier holders committed
    execute("SELECT last_position FROM log_head FOR UPDATE");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  void commit() throws SQLException {
    if (open) {
      connection.commit();
      open = false;
      connection.setAutoCommit(true);
    }
  }

  @Override
  public void close() throws SQLException {
    if (open) {
      open = false;
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
