package org.dwsaudit.bench.peer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dwsaudit.bench.bed.PgDatabase;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * The log's rows by INSERT, one row a transaction, prepared by the server: no check of any kind.
 */
public final class RowInsert implements AutoCloseable {

  private static final String LOG = "event_log";

  private final Connection connection;
  private final PreparedStatement insert;

  /** Over a connection of its own. */
  public RowInsert(PgDatabase to) throws SQLException {
    List<String> columns = TableLayout.columns(to, LOG);
    this.connection = to.connect();
    this.insert =
        connection.prepareStatement(
            "INSERT INTO %s (%s) VALUES (%s)"
                .formatted(
                    LOG,
                    String.join(", ", columns),
                    String.join(", ", Collections.nCopies(columns.size(), "?"))));
    insert.unwrap(PGStatement.class).setPrepareThreshold(1);
  }

  /** A row's columns as text, in the table's order. */
  public record Row(List<@Nullable String> columns) {}

  /** What stands at the positions behind the first and up to the last. */
  public static List<Row> rows(PgDatabase from, long after, long upTo) throws SQLException {
    List<String> columns = TableLayout.columns(from, LOG);
    List<Row> rows = new ArrayList<>();
    try (Connection connection = from.connect();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT %s::text FROM %s WHERE position > %d AND position <= %d ORDER BY position"
                    .formatted(String.join("::text, ", columns), LOG, after, upTo))) {
      while (found.next()) {
        List<@Nullable String> row = new ArrayList<>(columns.size());
        for (int i = 1; i <= columns.size(); i++) {
          row.add(found.getString(i));
        }
        rows.add(new Row(row));
      }
    }
    return rows;
  }

  /** Returns when the row is committed. */
  public void insert(Row row) throws SQLException {
    int column = 1;
    for (String value : row.columns()) {
      insert.setObject(column++, value, Types.OTHER);
    }
    insert.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    connection.close();
  }
}
