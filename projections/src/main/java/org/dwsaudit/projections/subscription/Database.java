package org.dwsaudit.projections.subscription;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.DatabaseFault;

/** Transactions on the tables of subscriptions. Safe for use by several threads. */
final class Database {

  private final DataSource source;

  Database(DataSource source) {
    this.source = source;
  }

  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * Does the work in a transaction of its own, all of it or nothing.
   *
   * @throws AuditException what {@link DatabaseFault} makes of the database's refusal
   */
  <T> T inTransaction(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }
}
