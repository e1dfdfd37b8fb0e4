package org.dwsaudit.projections.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.dwsaudit.projections.endpoint.Target;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.wire.FilterJson;
import org.dwsaudit.schema.wire.WebhookFormat;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code subscription}, with the count of what is parked and the log's head beside them.
 */
final class SubscriptionRows {

  private SubscriptionRows() {}

  static DurableSubscription read(ResultSet row) throws SQLException {
    UUID id = row.getObject("subscription_id", UUID.class);
    try {
      Classification clearance = clearance(row.getString("clearance"));
      JsonNode filter = JsonDocument.ofText(row.getString("filter")).tree();
      return new DurableSubscription(
          id,
          new Principal(
              new TenantId(row.getString("tenant")), row.getString("owner"), clearance, Set.of()),
          clearance,
          FilterJson.ofStored().read(filter),
          Target.parse(row.getString("url")),
          WebhookFormat.ofLabel(row.getString("format")).orElseThrow(),
          row.getInt("batch_size"),
          Duration.ofMillis(row.getInt("max_wait_ms")),
          instantOf(row, "created_at"),
          SubscriptionStatus.ofLabel(row.getString("status")),
          row.getString("status_reason"),
          row.getLong("revision"),
          state(row));
    } catch (AuditException | IllegalArgumentException | java.util.NoSuchElementException e) {
      throw new AuditException(
          ErrorCode.STORE_CORRUPT, "subscription %s does not read".formatted(id), e);
    }
  }

  private static DeliveryState state(ResultSet row) throws SQLException {
    int status = row.getInt("last_status");
    Integer lastStatus = row.wasNull() ? null : Integer.valueOf(status);
    return new DeliveryState(
        new Position(row.getLong("position")),
        new Position(row.getLong("head")),
        batch(row),
        row.getInt("attempts"),
        instant(row, "next_attempt_at"),
        row.getString("breaker"),
        lastStatus,
        row.getString("last_error"),
        instant(row, "last_failure_at"),
        instant(row, "last_success_at"),
        row.getLong("delivered"),
        row.getLong("parked"),
        row.getString("server"));
  }

  private static @Nullable OpenBatch batch(ResultSet row) throws SQLException {
    Array positions = row.getArray("batch_positions");
    if (positions == null) {
      return null;
    }
    List<Position> all = Arrays.stream((Long[]) positions.getArray()).map(Position::new).toList();
    return new OpenBatch(
        all, new Position(row.getLong("batch_up_to")), instantOf(row, "batch_since"));
  }

  private static Classification clearance(String label) {
    return Classification.ofLabel(label).orElseThrow();
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static Instant instantOf(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
