package org.dwsaudit.bench.peer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.dwsaudit.bench.bed.PgDatabase;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The log's rows by COPY, the fastest way into and out of PostgreSQL: no validation, no numbering,
 * no check for duplicates.
 */
public final class RowCopy {

  private static final String LOG = "event_log";
  private static final String HEADS = "session_head";

  private final PgDatabase from;
  private final String logColumns;
  private final String headColumns;

  public RowCopy(PgDatabase from) throws SQLException {
    this.from = from;
    this.logColumns = String.join(", ", TableLayout.columns(from, LOG));
    this.headColumns = String.join(", ", TableLayout.columns(from, HEADS));
  }

  /** Rows of the log and of the sessions that begin with them, as COPY's binary format has them. */
  public record Rows(byte[] log, byte[] heads, long events) {}

  /** What stands at the positions behind the first and up to the last. */
  public Rows rows(long after, long upTo) throws SQLException, IOException {
    String range = " > %d AND %s <= %d";
    byte[] log =
        out(
            "SELECT %s FROM %s WHERE position%s ORDER BY position"
                .formatted(logColumns, LOG, range.formatted(after, "position", upTo)));
    byte[] heads =
        out(
            "SELECT %s FROM %s WHERE first_position%s ORDER BY first_position"
                .formatted(headColumns, HEADS, range.formatted(after, "first_position", upTo)));
    return new Rows(log, heads, upTo - after);
  }

  private byte[] out(String select) throws SQLException, IOException {
    try (Connection connection = from.connect()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
      copies(connection).copyOut("COPY (" + select + ") TO STDOUT (FORMAT binary)", bytes);
      return bytes.toByteArray();
    }
  }

  /** Makes the same partitions and indexes in another database. */
  public void prepare(PgDatabase to) throws SQLException {
    TableLayout.bringUp(from, to, LOG);
  }

  /** Writes the rows in one transaction over one connection. */
  public void in(PgDatabase to, Rows rows) throws SQLException, IOException {
    try (Connection connection = to.connect()) {
      connection.setAutoCommit(false);
      in(connection, LOG, logColumns, rows.log());
      in(connection, HEADS, headColumns, rows.heads());
      connection.commit();
    }
  }

  private static void in(Connection connection, String table, String columns, byte[] rows)
      throws SQLException, IOException {
    copies(connection)
        .copyIn(
            "COPY %s (%s) FROM STDIN (FORMAT binary)".formatted(table, columns),
            new ByteArrayInputStream(rows));
  }

  /** Reads the whole log, as text, to nowhere; says how many bytes there were. */
  public long all() throws SQLException, IOException {
    Counter counter = new Counter();
    try (Connection connection = from.connect()) {
      copies(connection)
          .copyOut("COPY (SELECT %s FROM %s) TO STDOUT".formatted(logColumns, LOG), counter);
    }
    return counter.bytes;
  }

  /** Reads a session in its order, as text, to nowhere; says how many bytes there were. */
  public long session(String sessionId) throws SQLException, IOException {
    Counter counter = new Counter();
    try (Connection connection = from.connect()) {
      copies(connection)
          .copyOut(
              "COPY (SELECT %s FROM %s WHERE tenant = 'default' AND session_id = '%s' ORDER BY sequence_number) TO STDOUT"
                  .formatted(logColumns, LOG, UUID.fromString(sessionId)),
              counter);
    }
    return counter.bytes;
  }

  private static CopyManager copies(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int offset, int length) {
      bytes += length;
    }
  }
}
