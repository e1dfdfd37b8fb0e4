package org.dwsaudit.migrations;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database to the tables, roles and grants that this version needs. */
public final class Migrations {

  private static final int KEY_BYTES = 32;

  private Migrations() {}

  /**
   * Applies what is missing; does nothing where nothing is. Then there are partitions for this
   * month and the two after it. Several servers may call it at once: one works, the others wait.
   *
   * @param owner connects as a user that may create tables and, the first time, roles
   * @throws MigrationException if the database is newer than this version, was changed by hand, or
   *     refuses; it says what to do
   */
  public static void migrate(DataSource owner) {
    try {
      Flyway.configure()
          .dataSource(owner)
          .locations("classpath:org/dwsaudit/migrations")
          .validateMigrationNaming(true)
          .table("dws_audit_schema_history")
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
      createSigningKey(owner);
      createPartitions(owner);
    } catch (FlywayException | SQLException e) {
      throw new MigrationException(
          "the database could not be brought to the tables that this version needs: "
              + e.getMessage()
              + " (expected: a user that may create tables in its schema and, the first time,"
              + " roles; or an administrator who creates the roles dws_audit_writer and"
              + " dws_audit_retention and grants them to that user)",
          e);
    }
  }

  private static void createPartitions(DataSource owner) throws SQLException {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT index_log_partition('event_log_system')");
      statement.execute("SELECT create_log_partitions()");
    }
  }

  private static void createSigningKey(DataSource owner) throws SQLException {
    byte[] secret = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(secret);
    try (Connection connection = owner.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO signing_key (purpose, secret) VALUES ('cursor', ?)
                ON CONFLICT (purpose) DO NOTHING
                """)) {
      insert.setBytes(1, secret);
      insert.executeUpdate();
    }
  }
}
