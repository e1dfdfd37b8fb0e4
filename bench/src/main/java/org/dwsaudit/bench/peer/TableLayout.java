package org.dwsaudit.bench.peer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.bench.bed.PgDatabase;

/**
 * How the tables stand in a database: columns, partitions and their indexes, out of its catalog.
 */
final class TableLayout {

  private TableLayout() {}

  /** The columns that a row is written with, in order. */
  static List<String> columns(PgDatabase database, String table) throws SQLException {
    return strings(
        database,
        """
        SELECT quote_ident(attname) FROM pg_attribute
        WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
        ORDER BY attnum
        """,
        table);
  }

  /** The columns' types, in the order of {@link #columns}. */
  static List<String> types(PgDatabase database, String table) throws SQLException {
    return strings(
        database,
        """
        SELECT format_type(atttypid, atttypmod) FROM pg_attribute
        WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
        ORDER BY attnum
        """,
        table);
  }

  /**
   * Gives a table in one database the partitions and indexes that it has in the other, those that
   * it does not have yet.
   */
  static void bringUp(PgDatabase from, PgDatabase to, String table) throws SQLException {
    List<String> statements = new ArrayList<>(strings(from, PARTITIONS, table));
    statements.addAll(strings(from, INDEXES, table));
    try (Connection connection = to.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Statements that make the partitions, parents first. */
  private static final String PARTITIONS =
      """
      SELECT 'CREATE TABLE IF NOT EXISTS ' || quote_ident(part.relname)
             || ' PARTITION OF ' || tree.parentrelid::regclass
             || ' ' || pg_get_expr(part.relpartbound, part.oid)
             || coalesce(' PARTITION BY ' || pg_get_partkeydef(part.oid), '')
      FROM pg_partition_tree(?::regclass) AS tree
      JOIN pg_class AS part ON part.oid = tree.relid
      WHERE tree.parentrelid IS NOT NULL
      ORDER BY tree.level, part.relname
      """;

  /** Statements that make the indexes that stand on a partition alone. */
  private static final String INDEXES =
      """
      SELECT regexp_replace(pg_get_indexdef(ix.indexrelid), ' INDEX ', ' INDEX IF NOT EXISTS ')
      FROM pg_partition_tree(?::regclass) AS tree
      JOIN pg_index AS ix ON ix.indrelid = tree.relid
      WHERE tree.parentrelid IS NOT NULL
        AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = ix.indexrelid)
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = ix.indexrelid)
      """;

  private static List<String> strings(PgDatabase database, String sql, String table)
      throws SQLException {
    List<String> strings = new ArrayList<>();
    try (Connection connection = database.connect();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, table);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          strings.add(rows.getString(1));
        }
      }
    }
    return strings;
  }
}
