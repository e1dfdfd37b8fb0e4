package org.dwsaudit.projections.subscription;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.dwsaudit.projections.query.SqlArguments;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** The statements on {@code subscription_parked}. */
final class ParkedTable {

  private ParkedTable() {}

  static List<ParkedEvent> page(Connection connection, UUID id, Position after, int limit)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT * FROM subscription_parked
            WHERE subscription_id = ? AND position > ?
            ORDER BY position
            LIMIT ?
            """)) {
      new SqlArguments(select).value(id).value(after.value()).value(limit);
      return all(select);
    }
  }

  /** What may be tried now: nothing that failed and was left alone is before it in its session. */
  static List<ParkedEvent> due(Connection connection, UUID id, int limit) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT p.* FROM subscription_parked p
            WHERE p.subscription_id = ?
              AND NOT EXISTS (
                  SELECT FROM subscription_parked b
                  WHERE b.subscription_id = p.subscription_id AND b.session_id = p.session_id
                    AND b.failed AND NOT b.retry AND b.position <= p.position)
            ORDER BY p.position
            LIMIT ?
            """)) {
      new SqlArguments(select).value(id).value(limit);
      return all(select);
    }
  }

  /** The sessions whose events must not overtake what is parked. */
  static Set<UUID> sessions(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT DISTINCT session_id FROM subscription_parked WHERE subscription_id = ?")) {
      new SqlArguments(select).value(id);
      Set<UUID> all = new HashSet<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          all.add(row.getObject(1, UUID.class));
        }
      }
      return all;
    }
  }

  static long count(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT count(*) FROM subscription_parked WHERE subscription_id = ?")) {
      new SqlArguments(select).value(id);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Events that stand behind others; those that are there already stay as they are. */
  static void hold(Connection connection, UUID id, List<RecordedEvent> events) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO subscription_parked (
                subscription_id, position, session_id, event_id, event_type, failed)
            VALUES (?, ?, ?, ?, ?, false)
            ON CONFLICT DO NOTHING
            """)) {
      for (RecordedEvent event : events) {
        new SqlArguments(insert)
            .value(id)
            .value(event.position().value())
            .value(event.event().sessionId().value())
            .value(event.event().eventId().value())
            .value(event.event().eventType());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Events whose delivery failed for good, or failed again. */
  static void park(Connection connection, UUID id, List<RecordedEvent> events, FailedTry failure)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO subscription_parked AS p (
                subscription_id, position, session_id, event_id, event_type, failed, webhook_id,
                status, error, attempts, last_attempt_at)
            VALUES (?, ?, ?, ?, ?, true, ?, ?, ?, ?, clock_timestamp())
            ON CONFLICT (subscription_id, position) DO UPDATE
            SET failed = true, retry = false, webhook_id = excluded.webhook_id,
                status = excluded.status, error = excluded.error,
                attempts = p.attempts + excluded.attempts,
                last_attempt_at = excluded.last_attempt_at
            """)) {
      for (RecordedEvent event : events) {
        insert.setObject(1, id);
        insert.setLong(2, event.position().value());
        insert.setObject(3, event.event().sessionId().value());
        insert.setObject(4, event.event().eventId().value());
        insert.setString(5, event.event().eventType());
        insert.setString(6, failure.webhookId());
        insert.setObject(7, failure.status(), Types.INTEGER);
        insert.setString(8, failure.error());
        insert.setInt(9, failure.attempts());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  static void remove(Connection connection, UUID id, List<Position> positions) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM subscription_parked WHERE subscription_id = ? AND position = ANY (?)")) {
      delete.setObject(1, id);
      delete.setArray(2, array(connection, positions));
      delete.executeUpdate();
    }
  }

  /** Asks for another try of what failed; a session's other events follow by themselves. */
  static int retry(Connection connection, UUID id, ParkedScope scope) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE subscription_parked SET retry = true
            WHERE subscription_id = ? AND failed AND NOT retry
              AND (?::uuid IS NULL OR session_id = ?) AND (?::uuid IS NULL OR event_id = ?)
            """)) {
      return scoped(update, id, scope).executeUpdate();
    }
  }

  static int drop(Connection connection, UUID id, ParkedScope scope) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            """
            DELETE FROM subscription_parked
            WHERE subscription_id = ?
              AND (?::uuid IS NULL OR session_id = ?) AND (?::uuid IS NULL OR event_id = ?)
            """)) {
      return scoped(delete, id, scope).executeUpdate();
    }
  }

  private static PreparedStatement scoped(PreparedStatement statement, UUID id, ParkedScope scope)
      throws SQLException {
    @Nullable UUID session = scope instanceof ParkedScope.OfSession(UUID of) ? of : null;
    @Nullable UUID event = scope instanceof ParkedScope.OfEvent(UUID of) ? of : null;
    new SqlArguments(statement)
        .value(id)
        .optional(session, Types.OTHER)
        .optional(event, Types.OTHER);
    return statement;
  }

  private static List<ParkedEvent> all(PreparedStatement select) throws SQLException {
    List<ParkedEvent> all = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        int status = row.getInt("status");
        Integer answered = row.wasNull() ? null : Integer.valueOf(status);
        all.add(
            new ParkedEvent(
                new Position(row.getLong("position")),
                row.getObject("session_id", UUID.class),
                new EventId(row.getObject("event_id", UUID.class)),
                row.getString("event_type"),
                row.getBoolean("failed"),
                row.getBoolean("retry"),
                row.getString("webhook_id"),
                answered,
                row.getString("error"),
                row.getInt("attempts"),
                SubscriptionRows.instantOf(row, "parked_at"),
                SubscriptionRows.instant(row, "last_attempt_at")));
      }
    }
    return all;
  }

  static java.sql.Array array(Connection connection, List<Position> positions) throws SQLException {
    return connection.createArrayOf("int8", positions.stream().map(Position::value).toArray());
  }
}
