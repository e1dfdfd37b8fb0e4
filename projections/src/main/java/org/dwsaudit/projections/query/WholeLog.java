package org.dwsaudit.projections.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.dwsaudit.projections.query.EventReads.Rows;
import org.dwsaudit.schema.event.Position;

/**
 * The log as it is, all tenants and the store's own facts: for those who follow it on behalf of
 * many. Nothing is filtered or redacted. Safe for use by several threads.
 */
public final class WholeLog {

  private static final int CHARACTERS_MAX = 4 * 1024 * 1024;

  private final LogReader log;

  /**
   * Reads through this source.
   *
   * @param source as {@link LogReader#LogReader} says
   */
  public WholeLog(DataSource source) {
    this.log = new LogReader(source);
  }

  /** The position of the last committed event. */
  public Position head() {
    return log.read(EventReads::head);
  }

  /**
   * What was committed behind a position.
   *
   * @param limit events at most
   * @throws org.dwsaudit.schema.error.AuditException as {@link EventQueries} says
   */
  public LogStretch after(Position position, int limit) {
    return log.read(connection -> after(connection, position, limit));
  }

  private static LogStretch after(Connection connection, Position position, int limit)
      throws SQLException {
    LogReach reach = LogReach.behind(connection, position);
    if (reach.head().compareTo(position) <= 0) {
      return new LogStretch(List.of(), position, true);
    }
    Rows rows = rows(connection, position, reach, limit);
    return rows.more()
        ? new LogStretch(rows.events(), rows.last(), false)
        : new LogStretch(rows.events(), reach.head(), true);
  }

  private static Rows rows(Connection connection, Position after, LogReach reach, int limit)
      throws SQLException {
    // the store's own facts are not kept by months
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            (SELECT tenant, session_id, sequence_number, position, event_id, event_type,
                    occurred_at, occurred_nanos, recorded_at, workflow_id, phase_id, worker_id,
                    correlation_id, base_version, data_classification, field_classifications,
                    context, payload, leaf_hash, secret
             FROM event_log
             WHERE retention_class = 0 AND metadata IS NULL AND position > ? AND position <= ?)
            UNION ALL
            (SELECT tenant, session_id, sequence_number, position, event_id, event_type,
                    occurred_at, occurred_nanos, recorded_at, workflow_id, phase_id, worker_id,
                    correlation_id, base_version, data_classification, field_classifications,
                    context, payload, leaf_hash, secret
             FROM event_log
             WHERE retention_class IN (1, 2) AND recorded_at >= ? AND recorded_at < ?
               AND position > ? AND position <= ?)
            ORDER BY position
            LIMIT ?
            """)) {
      new SqlArguments(select)
          .value(after.value())
          .value(reach.head().value())
          .value(reach.recordedFrom().atOffset(ZoneOffset.UTC))
          .value(reach.recordedBefore().atOffset(ZoneOffset.UTC))
          .value(after.value())
          .value(reach.head().value())
          .value(limit + 1);
      try (ResultSet row = select.executeQuery()) {
        return EventReads.collect(row, limit, CHARACTERS_MAX);
      }
    }
  }
}
