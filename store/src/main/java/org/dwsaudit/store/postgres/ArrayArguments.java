package org.dwsaudit.store.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** Sets one array parameter after the other, a column of some items each. */
final class ArrayArguments {

  private final PreparedStatement statement;
  private int parameter;

  ArrayArguments(PreparedStatement statement, int firstParameter) {
    this.statement = statement;
    this.parameter = firstParameter;
  }

  <T> ArrayArguments texts(Collection<T> items, Function<T, @Nullable String> value)
      throws SQLException {
    return set("text", fill(items, value, new @Nullable String[items.size()]));
  }

  <T> ArrayArguments longs(Collection<T> items, Function<T, Long> value) throws SQLException {
    return set("int8", fill(items, value, new Long[items.size()]));
  }

  <T> ArrayArguments ints(Collection<T> items, Function<T, Integer> value) throws SQLException {
    return set("int4", fill(items, value, new Integer[items.size()]));
  }

  <T> ArrayArguments shorts(Collection<T> items, Function<T, @Nullable Short> value)
      throws SQLException {
    return set("int2", fill(items, value, new @Nullable Short[items.size()]));
  }

  <T> ArrayArguments bytes(Collection<T> items, Function<T, byte @Nullable []> value)
      throws SQLException {
    return set("bytea", fill(items, value, new byte[items.size()] @Nullable []));
  }

  /** Whatever the database reads from the values' text, in which nothing needs quotes. */
  <T> ArrayArguments others(String type, Collection<T> items, Function<T, Object> value)
      throws SQLException {
    StringBuilder text = new StringBuilder(2 + 40 * items.size()).append('{');
    for (T item : items) {
      text.append(text.length() == 1 ? "" : ",").append(value.apply(item));
    }
    PGobject array = new PGobject();
    array.setType('_' + type);
    array.setValue(text.append('}').toString());
    statement.setObject(parameter++, array);
    return this;
  }

  <T> ArrayArguments times(Collection<T> items, Function<T, Instant> value) throws SQLException {
    return others("timestamptz", items, item -> SqlTime.micros(value.apply(item)));
  }

  private static <T, V extends @Nullable Object> V[] fill(
      Collection<T> items, Function<T, V> value, V[] values) {
    int i = 0;
    for (T item : items) {
      values[i++] = value.apply(item);
    }
    return values;
  }

  private ArrayArguments set(String type, @Nullable Object[] values) throws SQLException {
    statement.setArray(parameter++, statement.getConnection().createArrayOf(type, values));
    return this;
  }
}
