package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.UUID;

/** The record of the whole months that runs took out of the log. */
final class ExpiredMonths {

  private ExpiredMonths() {}

  static void insert(Connection connection, RetentionRules rules, UUID runId, Month month)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO expired_partition (tenant, retention_class, month, name, events,
                                           first_position, last_position, category, run_id,
                                           earliest, latest)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      insert.setString(1, rules.tenant().value());
      insert.setInt(2, month.retentionClass());
      insert.setObject(3, month.firstDay());
      insert.setString(4, month.name());
      insert.setLong(5, month.events());
      insert.setLong(6, month.firstPosition());
      insert.setLong(7, month.lastPosition());
      insert.setString(8, rules.groups().get(month.groupNo()).text());
      insert.setObject(9, runId);
      insert.setObject(10, month.earliest().atOffset(ZoneOffset.UTC));
      insert.setObject(11, month.latest().atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }
}
