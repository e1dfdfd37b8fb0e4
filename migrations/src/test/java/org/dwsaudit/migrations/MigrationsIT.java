package org.dwsaudit.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsIT {

  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  @Test
  void migratingTwiceChangesNothing() throws SQLException {
    try (TestDatabase database = TestDatabase.createEmpty()) {
      Migrations.migrate(database.owner());
      String key = cursorKey(database.owner());
      Migrations.migrate(database.owner());
      assertThat(cursorKey(database.owner())).isEqualTo(key).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE event_log SET event_type = 'x'",
        "DELETE FROM event_log",
        "TRUNCATE event_log",
        "DELETE FROM session_head",
        "INSERT INTO expired_range SELECT FROM expired_range",
        "DELETE FROM log_partition_kind",
        "UPDATE signing_key SET purpose = 'x'",
        "DROP TABLE event_log"
      })
  void theWriterCanOnlySelectAndInsertOnTheLog(String sql) {
    try (TestDatabase database = TestDatabase.create()) {
      assertRefused(database.writer(), sql);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE event_log SET event_type = 'x'",
        "INSERT INTO event_log SELECT * FROM event_log",
        "TRUNCATE event_log",
        "DELETE FROM expired_range",
        "UPDATE log_partition_kind SET events = 0",
        "DELETE FROM log_partition_kind",
        "SELECT * FROM signing_key"
      })
  void retentionCanDeleteButNeitherChangeNorAdd(String sql) {
    try (TestDatabase database = TestDatabase.create()) {
      assertRefused(database.retention(), sql);
    }
  }

  private static void assertRefused(DataSource source, String sql) {
    assertThatThrownBy(() -> execute(source, sql))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
  }

  private static void execute(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String cursorKey(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT encode(secret, 'hex') FROM signing_key WHERE purpose = 'cursor'")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
