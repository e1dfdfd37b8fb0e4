package org.dwsaudit.projections.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.dwsaudit.schema.event.Position;

/**
 * Up to where the log reaches, and in which months all events of workers were recorded that lie
 * behind a position: so that a page is planned for those months' partitions only.
 */
record LogReach(Position head, Instant recordedFrom, Instant recordedBefore) {

  /**
   * One statement, and so one moment: the partitions that reach beyond the position then are those
   * that hold what lies between it and the head of then.
   */
  static LogReach behind(Connection connection, Position after) throws SQLException {
    return between(connection, after, PageStart.NO_BOUND);
  }

  /** The same of what lies behind a position and up to another. */
  static LogReach between(Connection connection, Position after, Position upTo)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT head.last_position,
                   coalesce(min(part.month), 'epoch')::timestamp AT TIME ZONE 'UTC',
                   (coalesce(max(part.month), 'epoch') + interval '1 month') AT TIME ZONE 'UTC'
            FROM log_head AS head
            LEFT JOIN log_partition AS part
                   ON part.last_position > ? AND part.first_position <= ?
            GROUP BY head.last_position
            """)) {
      new SqlArguments(select).value(after.value()).value(upTo.value());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new LogReach(
            new Position(row.getLong(1)),
            row.getObject(2, OffsetDateTime.class).toInstant(),
            row.getObject(3, OffsetDateTime.class).toInstant());
      }
    }
  }
}
