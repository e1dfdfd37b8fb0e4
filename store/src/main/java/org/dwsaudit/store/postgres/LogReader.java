package org.dwsaudit.store.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads pages of the log. Every page is bounded and is one statement: a consistent picture. */
final class LogReader {

  private final DataSource source;

  LogReader(DataSource source) {
    this.source = source;
  }

  /** The position of the last committed event; 0 while there is none. */
  long headPosition() {
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT last_position FROM log_head");
        ResultSet rows = select.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw StoreErrors.of(e);
    }
  }

  /** Where the stream ends; {@link StreamHead#EMPTY} where it has not begun. */
  StreamHead streamHead(StreamKey stream) {
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT last_sequence, last_position
                FROM session_head
                WHERE tenant = ? AND session_id = ?
                """)) {
      select.setString(1, stream.tenant());
      select.setObject(2, stream.sessionId());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? new StreamHead(rows.getLong(1), rows.getLong(2)) : StreamHead.EMPTY;
      }
    } catch (SQLException e) {
      throw StoreErrors.of(e);
    }
  }

  /** The last sequence number of the stream at or before a position, read from the stream's end. */
  long sequenceAt(StreamKey stream, long position) {
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT sequence_number
                FROM event_log
                WHERE tenant = ? AND session_id = ? AND position <= ?
                ORDER BY sequence_number DESC
                LIMIT 1
                """)) {
      select.setString(1, stream.tenant());
      select.setObject(2, stream.sessionId());
      select.setLong(3, position);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    } catch (SQLException e) {
      throw StoreErrors.of(e);
    }
  }

  /** The stream's events behind a sequence number, up to a position, in order. */
  List<LogRow> stream(StreamKey stream, long afterSequence, long upToPosition, int limit) {
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT tenant, session_id, sequence_number, position, event_id, event_type,
                       occurred_at, occurred_nanos, recorded_at, workflow_id, phase_id, worker_id,
                       correlation_id, base_version, data_classification, field_classifications,
                       context, payload, metadata, tags
                FROM event_log
                WHERE tenant = ? AND session_id = ? AND sequence_number > ? AND position <= ?
                ORDER BY sequence_number
                LIMIT ?
                """)) {
      select.setString(1, stream.tenant());
      select.setObject(2, stream.sessionId());
      select.setLong(3, afterSequence);
      select.setLong(4, upToPosition);
      select.setInt(5, limit);
      return rows(select);
    } catch (SQLException e) {
      throw StoreErrors.of(e);
    }
  }

  /** The log between two positions, in commit order. */
  List<LogRow> log(long afterPosition, long upToPosition, int limit) {
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT tenant, session_id, sequence_number, position, event_id, event_type,
                       occurred_at, occurred_nanos, recorded_at, workflow_id, phase_id, worker_id,
                       correlation_id, base_version, data_classification, field_classifications,
                       context, payload, metadata, tags
                FROM event_log
                WHERE position > ? AND position <= ?
                ORDER BY position
                LIMIT ?
                """)) {
      select.setLong(1, afterPosition);
      select.setLong(2, upToPosition);
      select.setInt(3, limit);
      return rows(select);
    } catch (SQLException e) {
      throw StoreErrors.of(e);
    }
  }

  /** The events between two positions that carry at least one of the tags, in commit order. */
  List<LogRow> tagged(
      Collection<String> anyOfTags, long afterPosition, long upToPosition, int limit) {
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT tenant, session_id, sequence_number, position, event_id, event_type,
                       occurred_at, occurred_nanos, recorded_at, workflow_id, phase_id, worker_id,
                       correlation_id, base_version, data_classification, field_classifications,
                       context, payload, metadata, tags
                FROM event_log
                WHERE tags IS NOT NULL AND tags && ? AND position > ? AND position <= ?
                ORDER BY position
                LIMIT ?
                """)) {
      Array tags = connection.createArrayOf("text", anyOfTags.toArray());
      select.setArray(1, tags);
      select.setLong(2, afterPosition);
      select.setLong(3, upToPosition);
      select.setInt(4, limit);
      return rows(select);
    } catch (SQLException e) {
      throw StoreErrors.of(e);
    }
  }

  /** The events of a tenant that have one of the ids. */
  List<LogRow> events(String tenant, Collection<UUID> eventIds) {
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT tenant, session_id, sequence_number, position, event_id, event_type,
                       occurred_at, occurred_nanos, recorded_at, workflow_id, phase_id, worker_id,
                       correlation_id, base_version, data_classification, field_classifications,
                       context, payload, metadata, tags
                FROM event_log
                WHERE event_id = ANY (?) AND tenant = ?
                """)) {
      select.setArray(1, connection.createArrayOf("uuid", eventIds.toArray()));
      select.setString(2, tenant);
      return rows(select);
    } catch (SQLException e) {
      throw StoreErrors.of(e);
    }
  }

  /** The position just before the first event that happened at the time or later, else the head. */
  long positionAt(Instant time) {
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT coalesce(
                    (SELECT min(position) - 1
                     FROM event_log
                     WHERE (occurred_at, occurred_nanos) >= (?, ?)),
                    (SELECT last_position FROM log_head))
                """)) {
      Instant micros = time.truncatedTo(ChronoUnit.MICROS);
      select.setObject(1, micros.atOffset(ZoneOffset.UTC));
      select.setInt(2, (int) ChronoUnit.NANOS.between(micros, time));
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException e) {
      throw StoreErrors.of(e);
    }
  }

  private static List<LogRow> rows(PreparedStatement select) throws SQLException {
    List<LogRow> page = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        page.add(LogRows.read(rows));
      }
    }
    return page;
  }
}
