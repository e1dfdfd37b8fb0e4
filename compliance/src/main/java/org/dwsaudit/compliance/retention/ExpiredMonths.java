package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** The record of the whole months that runs took out of the log. */
final class ExpiredMonths {

  private ExpiredMonths() {}

  /** Records the month, a row for each policy that its events went under. */
  static void insert(Connection connection, RetentionRules rules, UUID runId, Month month)
      throws SQLException {
    Map<Integer, List<MonthKind>> byGroup =
        month.kinds().stream()
            .collect(Collectors.groupingBy(MonthKind::groupNo, TreeMap::new, Collectors.toList()));
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO expired_partition (tenant, retention_class, month, name, events,
                                           first_position, last_position, category, run_id,
                                           earliest, latest)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      for (Map.Entry<Integer, List<MonthKind>> group : byGroup.entrySet()) {
        insert.setString(1, rules.tenant().value());
        insert.setInt(2, month.retentionClass());
        insert.setObject(3, month.firstDay());
        insert.setString(4, month.name());
        insert.setLong(5, group.getValue().stream().mapToLong(MonthKind::events).sum());
        insert.setLong(6, month.firstPosition());
        insert.setLong(7, month.lastPosition());
        insert.setString(8, rules.groups().get(group.getKey()).text());
        insert.setObject(9, runId);
        insert.setObject(10, earliest(group.getValue()).atOffset(ZoneOffset.UTC));
        insert.setObject(11, latest(group.getValue()).atOffset(ZoneOffset.UTC));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static Instant earliest(List<MonthKind> kinds) {
    return kinds.stream().map(MonthKind::earliest).min(Comparator.naturalOrder()).orElseThrow();
  }

  private static Instant latest(List<MonthKind> kinds) {
    return kinds.stream().map(MonthKind::latest).max(Comparator.naturalOrder()).orElseThrow();
  }
}
