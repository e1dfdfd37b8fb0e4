package org.dwsaudit.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {

  @TempDir private Path folder;

  @Test
  void keepsWhatIsStoredAndBelongsToOneServer() throws SQLException, IOException {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
      assertThat(settings(database))
          .containsEntry("fsync", "on")
          .containsEntry("synchronous_commit", "on")
          .containsEntry("full_page_writes", "on")
          .containsEntry("listen_addresses", "127.0.0.1");
      execute(database, "CREATE TABLE kept (n int)");
      assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("in use")
          .hasMessageContaining("--data");
      assertThat(Files.getPosixFilePermissions(folder.resolve("postgres.password")))
          .map(Enum::name)
          .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }
    try (EmbeddedDatabase again = EmbeddedDatabase.start(folder)) {
      execute(again, "INSERT INTO kept VALUES (1)");
    }
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Map<String, String> settings(Database database) throws SQLException {
    Map<String, String> settings = new TreeMap<>();
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name, setting FROM pg_settings")) {
      while (rows.next()) {
        settings.put(rows.getString(1), rows.getString(2));
      }
    }
    return settings;
  }
}
