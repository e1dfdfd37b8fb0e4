package org.dwsaudit.compliance.retention;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Arguments that may be absent, each set twice: for {@code ? IS NULL} and for the condition beside
 * it. The database sees the values when it plans, so that an absent one costs nothing.
 */
final class OptionalArguments {

  private OptionalArguments() {}

  /** Absent where there are no values. */
  static void array(PreparedStatement select, int at, String type, Object[] values)
      throws SQLException {
    @Nullable Object array =
        values.length == 0 ? null : select.getConnection().createArrayOf(type, values);
    select.setObject(at, array);
    select.setObject(at + 1, array);
  }

  /** In the columns' microseconds; what stands beside them is cut off there, too. */
  static void time(PreparedStatement select, int at, @Nullable Instant time) throws SQLException {
    @Nullable OffsetDateTime micros =
        time == null ? null : time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    select.setObject(at, micros);
    select.setObject(at + 1, micros);
  }
}
