package org.dwsaudit.projections.session;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.SessionId;
import org.jspecify.annotations.Nullable;

/** Rows of {@link SessionReads} as summaries. */
final class SessionRows {

  private static final BigInteger NANOS_A_SECOND = BigInteger.valueOf(1_000_000_000);

  private SessionRows() {}

  static SessionSummary session(ResultSet row) throws SQLException {
    long lastSequence = row.getLong("last_sequence");
    long events = row.getLong("events");
    return new SessionSummary(
        new SessionId(row.getObject("session_id", UUID.class)),
        SessionStatus.ofLabel(row.getString("status")).orElseThrow(),
        row.getString("workflow_id"),
        List.of((String[]) row.getArray("worker_ids").getArray()),
        events,
        lastSequence,
        lastSequence - events,
        categories(row),
        nanos(row.getBigDecimal("first_nanos")),
        nanos(row.getBigDecimal("last_nanos")),
        row.getObject("first_recorded_at", OffsetDateTime.class).toInstant(),
        row.getObject("last_recorded_at", OffsetDateTime.class).toInstant());
  }

  private static Map<String, Long> categories(ResultSet row) throws SQLException {
    Map<String, Long> counts = new HashMap<>();
    JsonDocument.ofText(row.getString("events_by_category"))
        .tree()
        .properties()
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
    return counts;
  }

  /** Nanoseconds since 1970, which a long holds only until 2262. */
  private static @Nullable Instant nanos(@Nullable BigDecimal sinceEpoch) {
    if (sinceEpoch == null) {
      return null;
    }
    BigInteger[] parts = sinceEpoch.toBigInteger().divideAndRemainder(NANOS_A_SECOND);
    return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
  }
}
