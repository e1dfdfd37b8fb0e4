package org.dwsaudit.store.postgres;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import org.dwsaudit.schema.integrity.LeafHash;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of {@code event_log}; every statement that selects them lists these columns, in this
 * order: reading by place is what makes a long replay fast.
 */
final class LogRows {

  private LogRows() {}

  static LogRow read(ResultSet row) throws SQLException {
    return new LogRow(
        new StreamKey(row.getString(1), row.getObject(2, UUID.class)),
        row.getLong(3),
        row.getLong(4),
        row.getObject(5, UUID.class),
        row.getString(6),
        RetentionClass.ofCode(row.getInt(7)),
        instant(row, 8).plusNanos(row.getInt(9)),
        instant(row, 10),
        row.getString(11),
        row.getString(12),
        row.getString(13),
        row.getString(14),
        row.getString(15),
        row.getObject(16, Integer.class),
        row.getString(17),
        row.getString(18),
        row.getString(19),
        row.getString(20),
        tags(row.getArray(21)),
        null,
        leaf(row.getBytes(22)));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static Set<String> tags(@Nullable Array tags) throws SQLException {
    return tags == null ? Set.of() : Set.of((String[]) tags.getArray());
  }

  private static @Nullable LeafHash leaf(byte @Nullable [] leaf) {
    return leaf == null ? null : LeafHash.of(leaf);
  }
}
