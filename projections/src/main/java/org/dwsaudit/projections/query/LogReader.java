package org.dwsaudit.projections.query;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.DatabaseFault;

/**
 * Reads the log's database, each reading in a read-only transaction of its own. Safe for use by
 * several threads.
 */
public final class LogReader {

  private final DataSource source;

  /**
   * Reads through this source.
   *
   * @param source takes on the role {@code dws_audit_writer}; its connections MUST be set to {@code
   *     plan_cache_mode = force_custom_plan}, so that filters which are absent cost nothing
   */
  public LogReader(DataSource source) {
    this.source = source;
  }

  /** What to read, on a connection that ends with the reading. */
  @FunctionalInterface
  public interface Reading<T> {
    T from(Connection connection) throws SQLException;
  }

  /**
   * Reads. Each statement sees what was committed before it began.
   *
   * @throws AuditException what {@link DatabaseFailure} makes of the database's refusal
   */
  public <T> T read(Reading<T> reading) {
    try (Connection connection = source.getConnection()) {
      connection.setReadOnly(true);
      // a transaction lets the driver fetch rows in portions
      connection.setAutoCommit(false);
      T result = reading.from(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }
}
