package org.dwsaudit.compliance.transparency;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.dwsaudit.schema.error.DatabaseFault;

/** Work over the tree's tables that holds as a whole or not at all. */
final class TreeTransaction {

  private TreeTransaction() {}

  /** What is done; it may see the tables through the connection too. */
  @FunctionalInterface
  interface Work<T> {
    T in(Connection connection, TreeTable tree) throws SQLException;
  }

  /** Does it while nobody else grows the tree or signs for it. */
  static <T> T locked(DataSource source, Work<T> work) {
    return run(
        source,
        (connection, tree) -> {
          tree.lock();
          return work.in(connection, tree);
        });
  }

  static <T> T run(DataSource source, Work<T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T done = work.in(connection, new TreeTable(connection));
        connection.commit();
        return done;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }
}
