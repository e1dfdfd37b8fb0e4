package org.dwsaudit.store.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.dwsaudit.schema.error.DatabaseFault;

/**
 * Reads pages of the log. Every page is bounded and is one statement: a consistent picture. Pages
 * of a stream or of the log's end say when it was recorded, so that the other months' partitions
 * are not even planned for.
 */
final class LogReader {

  /** Positions that one statement asks for at most, where all before them have expired. */
  private static final long SPAN_MAX = 1_000_000;

  private final DataSource source;
  private final Clock clock;

  LogReader(DataSource source, Clock clock) {
    this.source = source;
    this.clock = clock;
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
      throw DatabaseFault.error(e);
    }
  }

  /** Where the stream ends; {@link StreamHead#EMPTY} where it has not begun. */
  StreamHead streamHead(StreamKey stream) {
    return streamHeads(List.of(stream)).getOrDefault(stream, StreamHead.EMPTY);
  }

  /** The ends of those streams that have begun. */
  Map<StreamKey, StreamHead> streamHeads(List<StreamKey> streams) {
    try (Connection connection = source.getConnection()) {
      return StreamHeadReads.heads(connection, streams);
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  /** The last sequence number of the stream at or before a position, read from the stream's end. */
  long sequenceAt(StreamKey stream, StreamHead head, long position) {
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT sequence_number
                FROM event_log
                WHERE retention_class BETWEEN ? AND ? AND recorded_at BETWEEN ? AND ?
                  AND tenant = ? AND session_id = ? AND position <= ?
                ORDER BY sequence_number DESC
                LIMIT 1
                """)) {
      where(select, stream, head);
      select.setLong(7, position);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  /**
   * The stream's events behind a sequence number, up to a position, in order.
   *
   * @param head read after {@code upToPosition} was
   */
  List<LogRow> stream(
      StreamKey stream, StreamHead head, long afterSequence, long upToPosition, int limit) {
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT tenant, session_id, sequence_number, position, event_id, event_type,
                       retention_class, occurred_at, occurred_nanos, recorded_at, workflow_id,
                       phase_id, worker_id, correlation_id, base_version, data_classification,
                       field_classifications, context, payload, metadata, tags, leaf_hash
                FROM event_log
                WHERE retention_class BETWEEN ? AND ? AND recorded_at BETWEEN ? AND ?
                  AND tenant = ? AND session_id = ? AND sequence_number > ? AND position <= ?
                ORDER BY sequence_number
                LIMIT ?
                """)) {
      where(select, stream, head);
      select.setLong(7, afterSequence);
      select.setLong(8, upToPosition);
      select.setInt(9, limit);
      return rows(select);
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  private static void where(PreparedStatement select, StreamKey stream, StreamHead head)
      throws SQLException {
    select.setShort(1, (short) (stream.isSystem() ? 0 : RetentionClass.MANDATORY.code()));
    select.setShort(2, (short) (stream.isSystem() ? 0 : RetentionClass.OPTIONAL.code()));
    // where there is no head there is no event either: any time will do
    select.setObject(3, SqlTime.utc(head.isEmpty() ? Instant.EPOCH : head.firstRecordedAt()));
    select.setObject(4, SqlTime.utc(head.isEmpty() ? Instant.EPOCH : head.lastRecordedAt()));
    select.setString(5, stream.tenant());
    select.setObject(6, stream.sessionId());
  }

  /** The log between two positions, in commit order. */
  List<LogRow> log(long afterPosition, long upToPosition, int limit) {
    try (Connection connection = source.getConnection()) {
      Reach reach = reach(connection, afterPosition);
      return reach.head() <= afterPosition
          ? List.of()
          : log(connection, reach, afterPosition, Math.min(upToPosition, reach.head()), limit);
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  /** Up to where the log reaches, and when all that lies behind a position was recorded. */
  private record Reach(long head, Instant from, Instant until) {}

  /**
   * One statement, and so one moment: the partitions that reach beyond the position then are those
   * that hold what lies between it and the head of then.
   */
  private static Reach reach(Connection connection, long afterPosition) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT head.last_position,
                   coalesce(min(part.month), 'epoch')::timestamp AT TIME ZONE 'UTC',
                   (coalesce(max(part.month), 'epoch') + interval '1 month') AT TIME ZONE 'UTC'
            FROM log_head AS head
            LEFT JOIN log_partition AS part ON part.last_position > ?
            GROUP BY head.last_position
            """)) {
      select.setLong(1, afterPosition);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new Reach(
            row.getLong(1),
            row.getObject(2, OffsetDateTime.class).toInstant(),
            row.getObject(3, OffsetDateTime.class).toInstant());
      }
    }
  }

  /**
   * Asks for as many positions as rows are wanted, and for more only where some have expired: what
   * a page costs must not depend on how much of the log lies behind it, whatever plan is chosen.
   */
  private static List<LogRow> log(
      Connection connection, Reach reach, long after, long upTo, int limit) throws SQLException {
    List<LogRow> rows = new ArrayList<>();
    long from = after;
    long span = limit;
    while (rows.size() < limit && from < upTo) {
      long until = Math.min(upTo, from + span);
      List<LogRow> more = part(connection, reach, from, until, limit - rows.size());
      rows.addAll(more);
      from = until;
      span = more.isEmpty() ? Math.min(span * 2, SPAN_MAX) : limit;
    }
    return rows;
  }

  private static List<LogRow> part(
      Connection connection, Reach reach, long after, long upTo, int limit) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            (SELECT tenant, session_id, sequence_number, position, event_id, event_type,
                    retention_class, occurred_at, occurred_nanos, recorded_at, workflow_id,
                    phase_id, worker_id, correlation_id, base_version, data_classification,
                    field_classifications, context, payload, metadata, tags, leaf_hash
             FROM event_log
             WHERE retention_class = 0 AND position > ? AND position <= ?)
            UNION ALL
            (SELECT tenant, session_id, sequence_number, position, event_id, event_type,
                    retention_class, occurred_at, occurred_nanos, recorded_at, workflow_id,
                    phase_id, worker_id, correlation_id, base_version, data_classification,
                    field_classifications, context, payload, metadata, tags, leaf_hash
             FROM event_log
             WHERE retention_class IN (1, 2) AND recorded_at >= ? AND recorded_at < ?
               AND position > ? AND position <= ?)
            ORDER BY position
            LIMIT ?
            """)) {
      select.setLong(1, after);
      select.setLong(2, upTo);
      select.setObject(3, SqlTime.utc(reach.from()));
      select.setObject(4, SqlTime.utc(reach.until()));
      select.setLong(5, after);
      select.setLong(6, upTo);
      select.setInt(7, limit);
      return rows(select);
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
                       retention_class, occurred_at, occurred_nanos, recorded_at, workflow_id,
                       phase_id, worker_id, correlation_id, base_version, data_classification,
                       field_classifications, context, payload, metadata, tags, leaf_hash
                FROM event_log
                WHERE retention_class = 0 AND tags IS NOT NULL AND tags && ?
                  AND position > ? AND position <= ?
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
      throw DatabaseFault.error(e);
    }
  }

  /** The events with one of the ids that a stream's append must not repeat, as {@link IdScope}. */
  List<LogRow> events(StreamKey stream, Collection<UUID> eventIds) {
    StreamHead head = streamHead(stream);
    Instant monthFrom = IdScope.monthFrom(clock.instant());
    Instant from = head.firstRecordedAt().isBefore(monthFrom) ? head.firstRecordedAt() : monthFrom;
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT tenant, session_id, sequence_number, position, event_id, event_type,
                       retention_class, occurred_at, occurred_nanos, recorded_at, workflow_id,
                       phase_id, worker_id, correlation_id, base_version, data_classification,
                       field_classifications, context, payload, metadata, tags, leaf_hash
                FROM event_log
                WHERE event_id = ANY (?) AND tenant = ? AND metadata IS NULL
                  AND recorded_at >= ? AND (recorded_at >= ? OR session_id = ?)
                """)) {
      select.setArray(1, connection.createArrayOf("uuid", eventIds.toArray()));
      select.setString(2, stream.tenant());
      select.setObject(3, SqlTime.utc(from));
      select.setObject(4, SqlTime.utc(monthFrom));
      select.setObject(5, stream.sessionId());
      return rows(select);
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
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
      select.setObject(1, SqlTime.utc(SqlTime.micros(time)));
      select.setInt(2, SqlTime.nanosBeside(time));
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
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
