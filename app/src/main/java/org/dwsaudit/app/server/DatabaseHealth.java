package org.dwsaudit.app.server;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.dwsaudit.api.server.HealthSource;

/** Whether the database answers, asked over a pooled connection and bounded in time. */
record DatabaseHealth(DataSource reader) {

  private static final int ANSWER_SECONDS = 2;

  HealthSource.Check check() {
    boolean ok = answers();
    return new HealthSource.Check(
        "database", ok, ok ? "answers" : "does not answer within %d s".formatted(ANSWER_SECONDS));
  }

  boolean answers() {
    try (Connection connection = reader.getConnection()) {
      return connection.isValid(ANSWER_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }
}
