package org.dwsaudit.app.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/**
 * Pooled connections, each in the role that its work needs: writing and reading the log, and
 * expiring it.
 */
public final class DatabasePools implements AutoCloseable {

  /**
   * Waiting for a connection is bounded; who waits longer is told that the store is unavailable.
   */
  private static final int WAIT_MS = 5_000;

  private static final int RETENTION_CONNECTIONS = 2;

  /** Two batches, and who looks after them. */
  private static final int VIEW_CONNECTIONS = 4;

  /** For what deliveries write down; nothing is held while a target is waited for. */
  private static final int WEBHOOK_CONNECTIONS = 4;

  /** Who grows the tree, who signs, and readers of proofs. */
  private static final int MERKLE_CONNECTIONS = 3;

  /** Static statements with optional filters are planned for the values they get. */
  private static final String PLAN_FOR_VALUES = "force_custom_plan";

  /** The few statements that append are always the same. */
  private static final String PLAN_ONCE = "auto";

  private final HikariDataSource writer;
  private final HikariDataSource reader;
  private final HikariDataSource retention;
  private final HikariDataSource views;
  private final HikariDataSource webhooks;
  private final HikariDataSource merkle;

  public DatabasePools(DataSource owner, int connections) {
    int writers = 3;
    this.writer = pool(owner, "writer", "dws_audit_writer", PLAN_ONCE, writers);
    this.reader = pool(owner, "reader", "dws_audit_writer", PLAN_FOR_VALUES, connections - writers);
    this.retention =
        pool(owner, "retention", "dws_audit_retention", PLAN_FOR_VALUES, RETENTION_CONNECTIONS);
    this.views = pool(owner, "views", "dws_audit_writer", PLAN_ONCE, VIEW_CONNECTIONS);
    this.webhooks =
        pool(owner, "webhooks", "dws_audit_writer", PLAN_FOR_VALUES, WEBHOOK_CONNECTIONS);
    this.merkle = pool(owner, "merkle", "dws_audit_writer", PLAN_FOR_VALUES, MERKLE_CONNECTIONS);
  }

  private static HikariDataSource pool(
      DataSource owner, String name, String role, String planning, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(owner);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(WAIT_MS);
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(
        "SET ROLE "
            + role
            + "; SET jit = off; SET lock_timeout = '10s';"
            + " SET idle_in_transaction_session_timeout = '60s'; SET plan_cache_mode = "
            + planning);
    return new HikariDataSource(config);
  }

  /** For the log's writer. */
  public DataSource writer() {
    return writer;
  }

  /** For everything that reads. */
  public DataSource reader() {
    return reader;
  }

  /** For retention. */
  public DataSource retention() {
    return retention;
  }

  /** For keeping the views. */
  public DataSource views() {
    return views;
  }

  /** For durable subscriptions. */
  public DataSource webhooks() {
    return webhooks;
  }

  /** For the Merkle log. */
  public DataSource merkle() {
    return merkle;
  }

  @Override
  public void close() {
    writer.close();
    reader.close();
    retention.close();
    views.close();
    webhooks.close();
    merkle.close();
  }
}
