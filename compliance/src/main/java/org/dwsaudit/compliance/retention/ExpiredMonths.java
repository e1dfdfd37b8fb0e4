package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The record of the whole months that runs took out of the log. */
final class ExpiredMonths {

  private ExpiredMonths() {}

  /**
   * Records the month, a row for each policy that its events went under.
   *
   * @param byGroup what it holds of each, by the group's number in the rules
   */
  static void insert(
      Connection connection,
      RetentionRules rules,
      UUID runId,
      Month month,
      Map<Integer, GroupCounts> byGroup)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO expired_partition (tenant, retention_class, month, name, events,
                                           first_position, last_position, category, run_id,
                                           earliest, latest)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      for (Map.Entry<Integer, GroupCounts> group : byGroup.entrySet()) {
        insert.setString(1, rules.tenant().value());
        insert.setInt(2, month.retentionClass());
        insert.setObject(3, month.firstDay());
        insert.setString(4, month.name());
        insert.setLong(5, group.getValue().events());
        insert.setLong(6, month.firstPosition());
        insert.setLong(7, month.lastPosition());
        insert.setString(8, rules.groups().get(group.getKey()).text());
        insert.setObject(9, runId);
        insert.setObject(10, time(group.getValue().earliest()));
        insert.setObject(11, time(group.getValue().latest()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static OffsetDateTime time(@Nullable Instant time) {
    return Objects.requireNonNull(time, "a month that is due has events").atOffset(ZoneOffset.UTC);
  }
}
