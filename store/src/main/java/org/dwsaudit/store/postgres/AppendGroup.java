package org.dwsaudit.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;

/**
 * The appends of one transaction. Each is checked against what is committed and against those
 * before it in the group; a conflict refuses that append alone. Nothing is visible, and no future
 * of a request completes, before {@link #outcome} is told after the commit.
 */
final class AppendGroup {

  /** What became of one request. */
  sealed interface Outcome {
    record Stored(long lastPosition) implements Outcome {}

    record Rejected(AppendEventsTransactionRejectedException conflict) implements Outcome {}
  }

  private static final int PAGE_ROWS = 1_000;

  private final Connection connection;
  private final LogReader reader;
  private final Map<AppendRequest, Outcome> outcomes = new IdentityHashMap<>();
  private final Map<StreamKey, StreamHead> heads = new HashMap<>();
  private final Map<StreamKey, Long> firstPositions = new HashMap<>();
  private final List<LogRow> accepted = new ArrayList<>();
  private long committedHead;
  private long head;
  private Instant now = Instant.EPOCH;

  AppendGroup(Connection connection, LogReader reader) {
    this.connection = connection;
    this.reader = reader;
  }

  /** Takes the log's lock, decides every request, writes what is accepted. The caller commits. */
  void write(List<AppendRequest> requests) throws SQLException {
    lockLog();
    readStreamHeads(requests);
    for (AppendRequest request : requests) {
      outcomes.put(request, decide(request));
    }
    if (!accepted.isEmpty()) {
      AppendStatements.insert(connection, accepted);
      AppendStatements.moveStreamHeads(connection, heads, firstPositions, now);
      AppendStatements.moveLogHead(connection, head);
    }
  }

  /** What became of a request of {@link #write}; true only once the caller has committed. */
  Outcome outcome(AppendRequest request) {
    return Objects.requireNonNull(outcomes.get(request));
  }

  private void lockLog() throws SQLException {
    // a statement of its own: the next one's snapshot then sees all that earlier holders committed
    try (PreparedStatement lock =
            connection.prepareStatement("SELECT last_position FROM log_head FOR UPDATE");
        ResultSet rows = lock.executeQuery()) {
      rows.next();
      committedHead = rows.getLong(1);
      head = committedHead;
    }
  }

  private void readStreamHeads(List<AppendRequest> requests) throws SQLException {
    Set<StreamKey> streams = new LinkedHashSet<>();
    for (AppendRequest request : requests) {
      request.rows().forEach(row -> streams.add(row.stream()));
      if (Criteria.of(request.condition()) instanceof Criteria.OneStream one) {
        streams.add(one.stream());
      }
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT clock.now, wanted.tenant, wanted.session_id,
                   coalesce(head.last_sequence, 0), coalesce(head.last_position, 0)
            FROM (SELECT clock_timestamp() AS now) AS clock,
                 unnest(?::text[], ?::uuid[]) AS wanted (tenant, session_id)
            LEFT JOIN session_head AS head
              ON head.tenant = wanted.tenant AND head.session_id = wanted.session_id
            """)) {
      select.setArray(
          1, connection.createArrayOf("text", streams.stream().map(StreamKey::tenant).toArray()));
      select.setArray(
          2,
          connection.createArrayOf("uuid", streams.stream().map(StreamKey::sessionId).toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          now = rows.getObject(1, OffsetDateTime.class).toInstant();
          heads.put(
              new StreamKey(rows.getString(2), rows.getObject(3, UUID.class)),
              new StreamHead(rows.getLong(4), rows.getLong(5)));
        }
      }
    }
  }

  private Outcome decide(AppendRequest request) {
    if (conflicts(request)) {
      return new Outcome.Rejected(
          AppendEventsTransactionRejectedException.conflictingEventsDetected(
              request.condition().consistencyMarker()));
    }
    Map<StreamKey, StreamHead> newHeads = new HashMap<>();
    List<LogRow> rows = new ArrayList<>(request.rows().size());
    long position = head;
    for (LogRow row : request.rows()) {
      StreamHead streamHead = newHeads.getOrDefault(row.stream(), headOf(row.stream()));
      long next = streamHead.lastSequence() + 1;
      if (row.isSequenced() && row.sequenceNumber() != next) {
        return new Outcome.Rejected(
            new AppendEventsTransactionRejectedException(
                "sequence number %d of session %s (expected: %d)"
                    .formatted(row.sequenceNumber(), row.stream().sessionId(), next)));
      }
      position++;
      newHeads.put(row.stream(), new StreamHead(next, position));
      rows.add(row.recorded(next, position, now));
    }
    for (LogRow row : rows) {
      firstPositions.putIfAbsent(row.stream(), row.position());
    }
    heads.putAll(newHeads);
    accepted.addAll(rows);
    head = position;
    return new Outcome.Stored(position);
  }

  private StreamHead headOf(StreamKey stream) {
    return heads.getOrDefault(stream, StreamHead.EMPTY);
  }

  private boolean conflicts(AppendRequest request) {
    ConsistencyMarker marker = request.condition().consistencyMarker();
    if (marker == ConsistencyMarker.INFINITY) {
      return false;
    }
    long after = Math.max(0, GlobalIndexConsistencyMarker.position(marker));
    return switch (Criteria.of(request.condition())) {
      case Criteria.OneStream one -> headOf(one.stream()).lastPosition() > after;
      case Criteria.AnyTag any ->
          matchesAccepted(request)
              || matchesCommitted(
                  request,
                  after,
                  from -> reader.tagged(any.tags(), from, committedHead, PAGE_ROWS));
      case Criteria.Everything everything ->
          matchesAccepted(request)
              || matchesCommitted(
                  request, after, from -> reader.log(from, committedHead, PAGE_ROWS));
    };
  }

  private boolean matchesAccepted(AppendRequest request) {
    return accepted.stream().anyMatch(row -> Criteria.matches(request.condition(), row));
  }

  private boolean matchesCommitted(
      AppendRequest request, long after, LongFunction<List<LogRow>> pageBehind) {
    long from = after;
    while (from < committedHead) {
      List<LogRow> page = pageBehind.apply(from);
      if (page.stream().anyMatch(row -> Criteria.matches(request.condition(), row))) {
        return true;
      }
      if (page.size() < PAGE_ROWS) {
        return false;
      }
      from = page.getLast().position();
    }
    return false;
  }
}
