package org.dwsaudit.store.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes rows by {@code COPY … BINARY}, the database's fastest way in. The format is PostgreSQL's
 * (documentation of COPY, "Binary Format"): a header, for each row the number of its columns and
 * each column's length and bytes, and a trailer.
 */
final class RowCopy {

  private static final byte[] SIGNATURE =
      "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int COLUMNS = 23;
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int FIXED_BYTES = 512;
  private static final int TEXT_OID = 25;

  private final CopyIn copy;
  private ByteBuffer buffer = ByteBuffer.allocate(2 * CHUNK_BYTES);

  private RowCopy(CopyIn copy) {
    this.copy = copy;
  }

  /** Copies the rows into the log, the first one at the position behind {@code base}. */
  static void write(Connection connection, List<LogRow> rows, long base) throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                """
                COPY event_log (
                    position, sequence_number, occurred_at, recorded_at, occurred_nanos,
                    retention_class, data_classification, session_id, event_id, tenant, event_type,
                    leaf_hash, secret, workflow_id, phase_id, worker_id, correlation_id,
                    base_version, field_classifications, context, payload, metadata, tags)
                FROM STDIN (FORMAT binary)
                """);
    try {
      new RowCopy(copy).writeAll(rows, base);
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private void writeAll(List<LogRow> rows, long base) throws SQLException {
    buffer.put(SIGNATURE).putInt(0).putInt(0);
    long position = base;
    for (LogRow row : rows) {
      write(row, ++position);
      if (buffer.position() >= CHUNK_BYTES) {
        flush();
      }
    }
    buffer.putShort((short) -1);
    flush();
    copy.endCopy();
  }

  private void flush() throws SQLException {
    copy.writeToCopy(buffer.array(), 0, buffer.position());
    buffer.clear();
  }

  private void write(LogRow row, long position) {
    room(FIXED_BYTES);
    buffer.putShort((short) COLUMNS);
    number(position);
    number(row.sequenceNumber());
    time(row.occurredAt());
    time(row.recordedAt());
    small(SqlTime.nanosBeside(row.occurredAt()));
    small((short) row.retentionClass().code());
    Integer classification = row.dataClassification();
    if (classification == null) {
      absent();
    } else {
      small(classification.shortValue());
    }
    uuid(row.stream().sessionId());
    uuid(row.eventId());
    text(row.stream().tenant());
    text(row.eventType());
    bytes(row.leaf() == null ? null : row.leaf().bytes());
    bytes(row.seal() == null ? null : row.seal().secret().bytes());
    text(row.workflowId());
    text(row.phaseId());
    text(row.workerId());
    text(row.correlationId());
    text(row.baseVersion());
    text(row.fieldClassificationsJson());
    text(row.contextJson());
    text(row.payloadJson());
    text(row.metadataJson());
    tags(row.tags());
  }

  private void number(long value) {
    buffer.putInt(Long.BYTES).putLong(value);
  }

  private void small(short value) {
    buffer.putInt(Short.BYTES).putShort(value);
  }

  private void time(Instant value) {
    number(SqlTime.binary(value));
  }

  private void uuid(UUID value) {
    buffer
        .putInt(2 * Long.BYTES)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits());
  }

  private void text(@Nullable String value) {
    bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  private void bytes(byte @Nullable [] value) {
    if (value == null) {
      absent();
    } else {
      room(Integer.BYTES + value.length);
      buffer.putInt(value.length).put(value);
    }
  }

  private void absent() {
    room(Integer.BYTES);
    buffer.putInt(-1);
  }

  /** An array of text: dimensions, whether it has nulls, type, length, first index, elements. */
  private void tags(Collection<String> tags) {
    if (tags.isEmpty()) {
      absent();
      return;
    }
    room(6 * Integer.BYTES);
    int start = buffer.position();
    buffer.putInt(0).putInt(1).putInt(0).putInt(TEXT_OID).putInt(tags.size()).putInt(1);
    tags.forEach(this::text);
    buffer.putInt(start, buffer.position() - start - Integer.BYTES);
  }

  private void room(int bytes) {
    int wanted = bytes + FIXED_BYTES;
    if (buffer.remaining() < wanted) {
      buffer.flip();
      buffer = ByteBuffer.allocate(2 * buffer.capacity() + wanted).put(buffer);
    }
  }
}
