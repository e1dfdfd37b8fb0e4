package org.dwsaudit.projections.subscription;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dwsaudit.projections.query.SqlArguments;
import org.dwsaudit.schema.event.Position;

/**
 * Statements of who delivers. Each writes only where the server still holds the subscription and it
 * is active, and says whether it did: who is told no MUST stop delivering.
 */
final class DeliveryTable {

  private DeliveryTable() {}

  /** The subscriptions that this server delivers, new ones taken on included, by revision. */
  static Map<UUID, Long> claim(Connection connection, String server, String keyId, Duration lease)
      throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT subscription_id, revision
                FROM subscription
                WHERE status = 'active' AND key_id = ?
                  AND (server = ? OR server IS NULL OR leased_until < clock_timestamp())
                FOR UPDATE SKIP LOCKED
                """);
        PreparedStatement take =
            connection.prepareStatement(
                """
                UPDATE subscription
                SET server = ?, leased_until = clock_timestamp() + ? * interval '1 millisecond'
                WHERE subscription_id = ANY (?)
                """)) {
      new SqlArguments(select).value(keyId).value(server);
      Map<UUID, Long> free = revisions(select);
      if (!free.isEmpty()) {
        take.setString(1, server);
        take.setLong(2, lease.toMillis());
        take.setArray(3, connection.createArrayOf("uuid", free.keySet().toArray()));
        take.executeUpdate();
      }
    }
    // with those whose rows are being written to at this moment, and were passed over
    return held(connection, server);
  }

  /** Revisions of what this server holds, without writing anything. */
  static Map<UUID, Long> held(Connection connection, String server) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT subscription_id, revision FROM subscription
            WHERE server = ? AND status = 'active' AND leased_until > clock_timestamp()
            """)) {
      new SqlArguments(select).value(server);
      return revisions(select);
    }
  }

  private static Map<UUID, Long> revisions(PreparedStatement select) throws SQLException {
    Map<UUID, Long> all = new HashMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        all.put(row.getObject("subscription_id", UUID.class), row.getLong("revision"));
      }
    }
    return all;
  }

  /** Whether there is one that nobody delivers. */
  static boolean anyFree(Connection connection, String keyId) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT EXISTS (
                SELECT FROM subscription
                WHERE status = 'active' AND key_id = ?
                  AND (server IS NULL OR leased_until < clock_timestamp()))
            """)) {
      new SqlArguments(select).value(keyId);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  static void release(Connection connection, String server) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE subscription SET server = NULL, leased_until = NULL WHERE server = ?")) {
      new SqlArguments(update).value(server);
      update.executeUpdate();
    }
  }

  static Optional<DurableSubscription> load(Connection connection, String server, UUID id)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT s.*, 0::bigint AS head, 0::bigint AS parked
            FROM subscription s
            WHERE s.subscription_id = ? AND s.server = ? AND s.status = 'active'
              AND s.leased_until > clock_timestamp()
            """)) {
      new SqlArguments(select).value(id).value(server);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(SubscriptionRows.read(row)) : Optional.empty();
      }
    }
  }

  /** Nothing that is selected is left up to here. */
  static boolean passed(Connection connection, String server, UUID id, Position upTo)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE subscription SET position = greatest(position, ?)
            WHERE subscription_id = ? AND server = ? AND status = 'active'
              AND batch_positions IS NULL AND leased_until > clock_timestamp()
            """)) {
      new SqlArguments(update).value(upTo.value()).value(id).value(server);
      return update.executeUpdate() > 0;
    }
  }

  static boolean begin(Connection connection, String server, UUID id, OpenBatch batch)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE subscription
            SET batch_positions = ?, batch_up_to = ?, batch_since = ?, attempts = 0,
                next_attempt_at = NULL
            WHERE subscription_id = ? AND server = ? AND status = 'active'
              AND batch_positions IS NULL AND leased_until > clock_timestamp()
            """)) {
      update.setArray(1, ParkedTable.array(connection, batch.positions()));
      update.setLong(2, batch.upTo().value());
      update.setObject(3, batch.since().atOffset(ZoneOffset.UTC));
      update.setObject(4, id);
      update.setString(5, server);
      return update.executeUpdate() > 0;
    }
  }

  /** A try begins: it is counted before it is made, and the lease outlasts it. */
  static boolean attempt(Connection connection, String server, UUID id, Duration lease)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE subscription
            SET attempts = attempts + 1,
                leased_until = clock_timestamp() + ? * interval '1 millisecond'
            WHERE subscription_id = ? AND server = ? AND status = 'active'
              AND leased_until > clock_timestamp()
            """)) {
      new SqlArguments(update).value(lease.toMillis()).value(id).value(server);
      return update.executeUpdate() > 0;
    }
  }

  static boolean acknowledged(
      Connection connection, String server, UUID id, int events, String breaker)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE subscription
            SET position = greatest(position, coalesce(batch_up_to, position)),
                batch_positions = NULL, batch_up_to = NULL, batch_since = NULL, attempts = 0,
                next_attempt_at = NULL, delivered = delivered + ?, breaker = ?,
                last_success_at = clock_timestamp(), last_status = NULL, last_error = NULL
            WHERE subscription_id = ? AND server = ?
            """)) {
      new SqlArguments(update).value(events).value(breaker).value(id).value(server);
      return update.executeUpdate() > 0;
    }
  }

  static boolean failed(
      Connection connection, String server, UUID id, FailedTry failure, Instant nextAttempt)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE subscription
            SET next_attempt_at = ?, breaker = ?, last_status = ?, last_error = ?,
                last_failure_at = clock_timestamp()
            WHERE subscription_id = ? AND server = ?
            """)) {
      update.setObject(1, nextAttempt.atOffset(ZoneOffset.UTC));
      update.setString(2, failure.breaker());
      update.setObject(3, failure.status(), Types.INTEGER);
      update.setString(4, failure.error());
      update.setObject(5, id);
      update.setString(6, server);
      return update.executeUpdate() > 0;
    }
  }

  /** The batch is out of the way without having been acknowledged. */
  static boolean passedBy(Connection connection, String server, UUID id, FailedTry failure)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE subscription
            SET position = greatest(position, coalesce(batch_up_to, position)),
                batch_positions = NULL, batch_up_to = NULL, batch_since = NULL, attempts = 0,
                next_attempt_at = NULL, breaker = ?, last_status = ?, last_error = ?,
                last_failure_at = clock_timestamp()
            WHERE subscription_id = ? AND server = ?
            """)) {
      update.setString(1, failure.breaker());
      update.setObject(2, failure.status(), Types.INTEGER);
      update.setString(3, failure.error());
      update.setObject(4, id);
      update.setString(5, server);
      return update.executeUpdate() > 0;
    }
  }

  static void disable(Connection connection, String server, UUID id, String reason)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE subscription
            SET status = 'disabled', status_reason = ?, revision = revision + 1
            WHERE subscription_id = ? AND server = ? AND status = 'active'
            """)) {
      new SqlArguments(update).value(reason).value(id).value(server);
      update.executeUpdate();
    }
  }
}
