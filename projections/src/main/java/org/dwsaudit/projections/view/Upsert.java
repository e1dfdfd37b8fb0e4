package org.dwsaudit.projections.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A statement over the rows of a batch: the generation first, then an array for each column. */
final class Upsert<R> {

  // what the database reads in the spelling of ISO 8601
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private final PreparedStatement statement;
  private final Collection<R> rows;
  private int last = 1;

  Upsert(PreparedStatement statement, int generation, Collection<R> rows) throws SQLException {
    this.statement = statement;
    this.rows = rows;
    statement.setInt(1, generation);
  }

  private Upsert<R> column(String type, Function<R, @Nullable Object> value) throws SQLException {
    Connection connection = statement.getConnection();
    Object[] values = rows.stream().map(value).toArray();
    statement.setArray(++last, connection.createArrayOf(type, values));
    return this;
  }

  Upsert<R> text(Function<R, @Nullable String> value) throws SQLException {
    return column("text", value::apply);
  }

  Upsert<R> number(Function<R, Long> value) throws SQLException {
    return column("bigint", value::apply);
  }

  Upsert<R> decimal(Function<R, java.math.BigDecimal> value) throws SQLException {
    return column("numeric", value::apply);
  }

  Upsert<R> day(Function<R, LocalDate> value) throws SQLException {
    return column("date", row -> value.apply(row).toString());
  }

  Upsert<R> time(Function<R, @Nullable Instant> value) throws SQLException {
    return column(
        "timestamptz",
        row -> {
          Instant time = value.apply(row);
          return time == null ? null : stored(time).toString();
        });
  }

  /** As it comes back from the database. */
  static Instant stored(Instant time) {
    Instant held = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    return held.truncatedTo(ChronoUnit.MICROS);
  }

  static LocalDate day(Instant time) {
    return LocalDate.ofInstant(stored(time), ZoneOffset.UTC);
  }
}
