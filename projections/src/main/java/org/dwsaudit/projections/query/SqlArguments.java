package org.dwsaudit.projections.query;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills a statement's arguments one after the other. An optional filter is asked for twice in the
 * text, {@code (?::text[] IS NULL OR col = ANY (?))}, so its methods fill two or more places.
 */
public final class SqlArguments {

  // far outside what RFC 3339 can spell, well inside what timestamptz can hold
  private static final Instant EARLIEST = Instant.parse("-4000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("+200000-01-01T00:00:00Z");
  private static final int NANOS_OF_A_MICRO = 1000;

  private final PreparedStatement statement;
  private int last;

  public SqlArguments(PreparedStatement statement) {
    this.statement = statement;
  }

  public SqlArguments value(Object value) throws SQLException {
    statement.setObject(++last, value);
    return this;
  }

  /** {@code (?::text IS NULL OR col = ?)}. */
  public SqlArguments optional(@Nullable Object value, int sqlType) throws SQLException {
    statement.setObject(++last, value, sqlType);
    statement.setObject(++last, value, sqlType);
    return this;
  }

  /** {@code (?::text[] IS NULL OR col = ANY (?))}; null does not filter. */
  public SqlArguments optionalAny(String sqlType, @Nullable List<?> values) throws SQLException {
    for (int i = 0; i < 2; i++) {
      if (values == null) {
        statement.setNull(++last, Types.ARRAY);
      } else {
        statement.setArray(
            ++last, statement.getConnection().createArrayOf(sqlType, values.toArray()));
      }
    }
    return this;
  }

  /**
   * {@code (?::timestamptz IS NULL OR (occurred_at >= ? AND (occurred_at > ? OR occurred_nanos >=
   * ?)))}, and the same turned round for a latest time.
   */
  public SqlArguments optionalTime(@Nullable Instant time) throws SQLException {
    Instant held = time == null ? null : clamp(time);
    OffsetDateTime micros =
        held == null ? null : held.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    for (int i = 0; i < 3; i++) {
      statement.setObject(++last, micros, Types.TIMESTAMP_WITH_TIMEZONE);
    }
    statement.setObject(
        ++last, held == null ? null : held.getNano() % NANOS_OF_A_MICRO, Types.INTEGER);
    return this;
  }

  private static Instant clamp(Instant time) {
    if (time.isBefore(EARLIEST)) {
      return EARLIEST;
    }
    return time.isAfter(LATEST) ? LATEST : time;
  }
}
