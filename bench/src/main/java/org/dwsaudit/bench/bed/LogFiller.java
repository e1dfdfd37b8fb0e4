package org.dwsaudit.bench.bed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Makes a log large within minutes: copies what stands in it under new session and event ids, at
 * the positions that follow, and moves the heads along, so that it looks as if all had been
 * appended. No server may append meanwhile. What is chained over the events (hashes) is copied, not
 * made anew: good for measuring, not for verifying.
 */
public final class LogFiller {

  private static final String CLONE =
      """
      INSERT INTO %1$s (%2$s) SELECT %3$s FROM %1$s AS t WHERE %4$s > 0 AND %4$s <= %5$d
      """;

  /** What the partitions hold, as appends would have counted it. */
  private static final List<String> RECOUNT =
      List.of(
          """
          UPDATE log_partition AS held
          SET first_position = now.first_position, last_position = now.last_position,
              min_clock = now.min_clock, max_clock = now.max_clock,
              max_recorded_at = now.max_recorded_at
          FROM (
              SELECT retention_class,
                     date_trunc('month', recorded_at AT TIME ZONE 'UTC')::date AS month,
                     min(position) AS first_position, max(position) AS last_position,
                     min(least(occurred_at, recorded_at)) AS min_clock,
                     max(least(occurred_at, recorded_at)) AS max_clock,
                     max(recorded_at) AS max_recorded_at
              FROM event_log
              WHERE retention_class > 0
              GROUP BY 1, 2) AS now
          WHERE held.retention_class = now.retention_class AND held.month = now.month
          """,
          "DELETE FROM log_partition_kind",
          """
          INSERT INTO log_partition_kind (
              partition, tenant, event_type, events, min_occurred_at, max_occurred_at)
          SELECT held.name, event.tenant, event.event_type, count(*), min(event.occurred_at),
                 max(event.occurred_at)
          FROM event_log AS event
          JOIN log_partition AS held ON held.retention_class = event.retention_class
            AND held.month = date_trunc('month', event.recorded_at AT TIME ZONE 'UTC')::date
          GROUP BY 1, 2, 3
          """);

  private final PgDatabase database;
  private final String appendLog;
  private final String logValues;
  private final String appendHeads;
  private final String headValues;

  public LogFiller(PgDatabase database) throws SQLException {
    this.database = database;
    List<String> log = columns("event_log");
    List<String> heads = columns("session_head");
    this.appendLog = String.join(", ", log);
    this.logValues = String.join(", ", log.stream().map(LogFiller::cloned).toList());
    this.appendHeads = String.join(", ", heads);
    this.headValues = String.join(", ", heads.stream().map(LogFiller::cloned).toList());
  }

  private List<String> columns(String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Connection connection = database.connect();
        PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT attname FROM pg_attribute
                WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped
                  AND attgenerated = ''
                ORDER BY attnum
                """)) {
      select.setString(1, table);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          columns.add(rows.getString(1));
        }
      }
    }
    return columns;
  }

  /** A column's value in a copy: %1$d is how far the positions move, %2$d the copy's number. */
  private static String cloned(String column) {
    return switch (column) {
      case "event_id" -> "gen_random_uuid()";
      case "session_id" -> "md5(t.session_id::text || '%2$d')::uuid";
      case "position", "first_position", "last_position" -> "t." + column + " + %1$d";
      default -> "t." + column;
    };
  }

  /**
   * Copies the log as it stands until it has that many events; the last copy is whole.
   *
   * @param progress is told how many there are so far
   */
  public void fillTo(long events, LongConsumer progress) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      long template = lastPosition(statement);
      for (long copy = 1; template * copy < events; copy++) {
        clone(statement, "event_log", appendLog, logValues, "position", template, copy);
        clone(statement, "session_head", appendHeads, headValues, "first_position", template, copy);
        statement.executeUpdate(
            "UPDATE log_head SET last_position = %d".formatted(template * (copy + 1)));
        connection.commit();
        progress.accept(template * (copy + 1));
      }
      connection.setAutoCommit(true);
      for (String recount : RECOUNT) {
        statement.execute(recount);
      }
      statement.execute("VACUUM (ANALYZE)");
      statement.execute("CHECKPOINT");
    }
  }

  private static void clone(
      Statement statement,
      String table,
      String columns,
      String values,
      String position,
      long template,
      long copy)
      throws SQLException {
    statement.executeUpdate(
        CLONE.formatted(
            table, columns, values.formatted(template * copy, copy), position, template));
  }

  private static long lastPosition(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT last_position FROM log_head")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
