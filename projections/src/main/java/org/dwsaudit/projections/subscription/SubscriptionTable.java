package org.dwsaudit.projections.subscription;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dwsaudit.projections.endpoint.Target;
import org.dwsaudit.projections.query.SqlArguments;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.wire.FilterJson;
import org.dwsaudit.schema.wire.WebhookSubscription;
import org.jspecify.annotations.Nullable;

/** What callers do with {@code subscription}, on a connection of theirs. */
final class SubscriptionTable {

  private SubscriptionTable() {}

  static long count(Connection connection) throws SQLException {
    // one who makes a subscription at a time: the number of them is bounded
    try (PreparedStatement lock =
        connection.prepareStatement(
            "SELECT pg_advisory_xact_lock(hashtext('dws_audit.subscription'))")) {
      lock.execute();
    }
    try (PreparedStatement select =
            connection.prepareStatement("SELECT count(*) FROM subscription");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  static void insert(
      Connection connection,
      UUID id,
      Principal owner,
      Classification clearance,
      WebhookSubscription wanted,
      Target target,
      String keyId,
      Position start)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO subscription (
                subscription_id, tenant, owner, clearance, filter, url, format, batch_size,
                max_wait_ms, key_id, position)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      new SqlArguments(insert)
          .value(id)
          .value(owner.tenant().value())
          .value(owner.actor())
          .value(clearance.label())
          .value(FilterJson.write(wanted.filter()).toString())
          .value(target.uri().toString())
          .value(wanted.format().label())
          .value(wanted.batchSize())
          .value((int) wanted.maxWait().toMillis())
          .value(keyId)
          .value(start.value());
      insert.executeUpdate();
    }
  }

  /** All of a tenant, in the order in which they were made. */
  static List<DurableSubscription> ofTenant(Connection connection, TenantId tenant)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT s.*, (SELECT last_position FROM log_head) AS head,
                   (SELECT count(*) FROM subscription_parked p
                    WHERE p.subscription_id = s.subscription_id) AS parked
            FROM subscription s
            WHERE s.tenant = ?
            ORDER BY s.created_at, s.subscription_id
            """)) {
      new SqlArguments(select).value(tenant.value());
      return all(select);
    }
  }

  /** All of all tenants, for those who look after the server. */
  static List<DurableSubscription> all(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT s.*, (SELECT last_position FROM log_head) AS head,
                   (SELECT count(*) FROM subscription_parked p
                    WHERE p.subscription_id = s.subscription_id) AS parked
            FROM subscription s
            ORDER BY s.created_at, s.subscription_id
            """)) {
      return all(select);
    }
  }

  static Optional<DurableSubscription> find(Connection connection, TenantId tenant, UUID id)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT s.*, (SELECT last_position FROM log_head) AS head,
                   (SELECT count(*) FROM subscription_parked p
                    WHERE p.subscription_id = s.subscription_id) AS parked
            FROM subscription s
            WHERE s.tenant = ? AND s.subscription_id = ?
            """)) {
      new SqlArguments(select).value(tenant.value()).value(id);
      return all(select).stream().findFirst();
    }
  }

  private static List<DurableSubscription> all(PreparedStatement select) throws SQLException {
    List<DurableSubscription> all = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        all.add(SubscriptionRows.read(row));
      }
    }
    return all;
  }

  /** Sets the status; what is under way is tried at once when it goes on. False if it is gone. */
  static boolean status(
      Connection connection,
      TenantId tenant,
      UUID id,
      SubscriptionStatus status,
      @Nullable String reason)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE subscription
            SET status = ?, status_reason = ?, attempts = 0, next_attempt_at = NULL,
                revision = revision + 1
            WHERE tenant = ? AND subscription_id = ? AND status <> 'deleting'
            """)) {
      update.setString(1, status.label());
      update.setString(2, reason);
      update.setString(3, tenant.value());
      update.setObject(4, id);
      return update.executeUpdate() > 0;
    }
  }

  /** Says that there is something to look at. */
  static void touch(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE subscription SET revision = revision + 1 WHERE subscription_id = ?")) {
      new SqlArguments(update).value(id);
      update.executeUpdate();
    }
  }

  /** Says that its newest secret is sealed with that key. */
  static void key(Connection connection, UUID id, String keyId) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE subscription SET revision = revision + 1, key_id = ? WHERE subscription_id = ?
            """)) {
      new SqlArguments(update).value(keyId).value(id);
      update.executeUpdate();
    }
  }

  static void delete(Connection connection, TenantId tenant, UUID id) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM subscription WHERE tenant = ? AND subscription_id = ?")) {
      new SqlArguments(delete).value(tenant.value()).value(id);
      delete.executeUpdate();
    }
  }
}
