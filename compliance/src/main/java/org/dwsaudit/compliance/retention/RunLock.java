package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.TenantId;

/**
 * Lets one retention run a tenant be under way, on any server. The locks belong to the connection
 * that the run works on: when that is lost the run is over and the locks are free.
 */
final class RunLock implements AutoCloseable {

  // the first halves of the advisory locks' keys; the second are hashes of what is locked
  private static final int TENANT_RUNS = 0x64777331;
  private static final int ONE_RUN = 0x64777332;

  private final Connection connection;

  private RunLock(Connection connection) {
    this.connection = connection;
  }

  /**
   * @throws AuditException {@code RETENTION_RUN_ACTIVE} when there is a run already
   */
  static RunLock acquire(Connection connection, TenantId tenant, UUID runId) throws SQLException {
    if (!tryLock(connection, TENANT_RUNS, tenant.value().hashCode())) {
      throw new AuditException(
          ErrorCode.RETENTION_RUN_ACTIVE,
          "retention run: one is under way (expected: none; try again when it has ended)");
    }
    RunLock lock = new RunLock(connection);
    if (!tryLock(connection, ONE_RUN, runId.hashCode())) {
      lock.close();
      throw new AuditException(
          ErrorCode.RETENTION_RUN_ACTIVE, "retention run: its id is taken; try again");
    }
    return lock;
  }

  private static boolean tryLock(Connection connection, int first, int second) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_try_advisory_lock(?, ?)")) {
      lock.setInt(1, first);
      lock.setInt(2, second);
      try (ResultSet rows = lock.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }

  /** Whether the run is under way, on whatever server. */
  static boolean isHeld(Connection connection, UUID runId) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT EXISTS (
                SELECT
                FROM pg_locks
                WHERE locktype = 'advisory' AND granted AND objsubid = 2
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                  AND classid::bigint = ? AND objid::bigint = ?)
            """)) {
      select.setLong(1, ONE_RUN);
      select.setLong(2, Integer.toUnsignedLong(runId.hashCode()));
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    try (Statement unlock = connection.createStatement()) {
      unlock.execute("SELECT pg_advisory_unlock_all()");
    }
  }
}
