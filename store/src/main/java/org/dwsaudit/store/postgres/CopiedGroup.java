package org.dwsaudit.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A group whose rows are in the log under the positions that it was planned for, but not committed.
 * Closing it drops them, unless it was kept.
 */
final class CopiedGroup implements AutoCloseable {

  private final GroupPlan plan;
  private final long base;
  private final Connection connection;
  private final WriteTransaction transaction;

  private CopiedGroup(GroupPlan plan, long base, Connection connection) {
    this.plan = plan;
    this.base = base;
    this.connection = connection;
    this.transaction = new WriteTransaction(connection);
  }

  /**
   * Copies the rows without locking the log, so that several groups can be copied at once.
   *
   * @param base the position before the group's first
   */
  static CopiedGroup copy(DataSource source, GroupPlan plan, long base) throws SQLException {
    CopiedGroup group = new CopiedGroup(plan, base, source.getConnection());
    try {
      group.transaction.beginAhead();
      RowCopy.write(group.connection, plan.rows(), base);
      return group;
    } catch (SQLException | RuntimeException e) {
      group.close();
      throw e;
    }
  }

  /**
   * Locks the log and holds the plan against it; commits where it is right.
   *
   * @return a refusal where it is not, and then nothing is stored
   */
  AppendStatement.Answer keep() throws SQLException {
    AppendStatement.Answer answer = AppendStatement.claim(connection, plan, base);
    if (!answer.isRefusal()) {
      transaction.commit();
    }
    return answer;
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      transaction.close();
    }
  }
}
