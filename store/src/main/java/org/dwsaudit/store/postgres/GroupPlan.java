package org.dwsaudit.store.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.integrity.EventHasher;
import org.dwsaudit.schema.integrity.LeafHash;
import org.jspecify.annotations.Nullable;

/**
 * What the appends of one transaction come to, if the streams end where they are taken to end:
 * which are refused, and the rows of the others with numbers, times and leaves, in order. A refusal
 * concerns that append alone. The log holds the plan against its own heads when it is written.
 */
final class GroupPlan {

  /**
   * A stream that the group writes to.
   *
   * @param before where it is taken to end
   * @param after where it ends then; its position is not known yet
   * @param firstRow its first row's place in the group, from 1
   */
  record Moved(StreamHead before, StreamHead after, int firstRow, int lastRow) {}

  /** An append that is in the plan, and the place of its last row, from 1. */
  record Accepted(AppendRequest request, int lastRow) {}

  /** An append that is not. */
  record Refused(AppendRequest request, Exception reason) {}

  private record TakenId(String tenant, UUID eventId) {}

  private final Map<StreamKey, StreamHead> heads;
  private final Instant now;
  private final EventHasher hasher = new EventHasher();
  private final Map<StreamKey, Moved> moved = new LinkedHashMap<>();
  private final Set<TakenId> ids = new HashSet<>();
  private final List<LogRow> rows = new ArrayList<>();
  private final List<Accepted> accepted = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();

  /**
   * @param heads of every stream that is written to or asked about; absent where it has not begun
   * @param now in whole microseconds
   */
  GroupPlan(Map<StreamKey, StreamHead> heads, Instant now) {
    this.heads = heads;
    this.now = now;
  }

  Instant now() {
    return now;
  }

  List<LogRow> rows() {
    return rows;
  }

  Map<StreamKey, Moved> moved() {
    return moved;
  }

  List<Accepted> accepted() {
    return accepted;
  }

  List<Refused> refused() {
    return refused;
  }

  /**
   * @param conflicts whether committed events conflict with the request's condition, where heads do
   *     not decide that
   */
  void add(AppendRequest request, Predicate<AppendRequest> conflicts) {
    if (request.isConditional() && conflictsWithCondition(request, conflicts)) {
      refused.add(
          new Refused(
              request,
              AppendEventsTransactionRejectedException.conflictingEventsDetected(
                  request.condition().consistencyMarker())));
      return;
    }
    try {
      accept(request);
    } catch (AppendEventsTransactionRejectedException | IllegalArgumentException e) {
      refused.add(new Refused(request, e));
    }
  }

  private boolean conflictsWithCondition(
      AppendRequest request, Predicate<AppendRequest> conflicts) {
    if (Criteria.of(request.condition()) instanceof Criteria.OneStream one) {
      long seen =
          Math.max(
              0, GlobalIndexConsistencyMarker.position(request.condition().consistencyMarker()));
      return moved.containsKey(one.stream()) || headOf(one.stream()).lastPosition() > seen;
    }
    return rows.stream().anyMatch(row -> Criteria.matches(request.condition(), row))
        || conflicts.test(request);
  }

  private void accept(AppendRequest request) {
    Draft draft = new Draft();
    try {
      request.rows().forEach(draft::add);
    } catch (RuntimeException e) {
      draft.ids.forEach(ids::remove);
      throw e;
    }
    draft.close();
    rows.addAll(draft.added);
    moved.putAll(draft.ends);
    accepted.add(new Accepted(request, rows.size()));
  }

  /** What one append adds; rows of one stream mostly stand together. */
  private final class Draft {

    private final List<LogRow> added = new ArrayList<>();
    private final List<TakenId> ids = new ArrayList<>();
    private final Map<StreamKey, Moved> ends = new LinkedHashMap<>();
    private @Nullable StreamKey key;
    private @Nullable Moved end;

    void add(LogRow row) {
      if (!row.stream().equals(key)) {
        close();
        key = row.stream();
        end = ends.getOrDefault(key, moved.get(key));
      }
      StreamHead head = end == null ? headOf(row.stream()) : end.after();
      requireNext(row, head);
      requireNewId(row);
      LogRow recorded = recorded(row, head);
      added.add(recorded);
      end = moved(recorded, head, end, rows.size() + added.size());
    }

    private void requireNewId(LogRow row) {
      if (row.seal() != null) {
        TakenId id = new TakenId(row.stream().tenant(), row.eventId());
        if (!GroupPlan.this.ids.add(id)) {
          throw new AppendEventsTransactionRejectedException(
              "event id %s is being stored (expected: an id of its own)".formatted(row.eventId()));
        }
        ids.add(id);
      }
    }

    void close() {
      if (key != null && end != null) {
        ends.put(key, end);
      }
    }
  }

  private static void requireNext(LogRow row, StreamHead head) {
    long next = head.lastSequence() + 1;
    if (row.isSequenced() && row.sequenceNumber() != next) {
      throw new AppendEventsTransactionRejectedException(
          "sequence number %d of session %s (expected: %d)"
              .formatted(row.sequenceNumber(), row.stream().sessionId(), next));
    }
  }

  private LogRow recorded(LogRow row, StreamHead head) {
    long sequence = head.lastSequence() + 1;
    // a session's times never go back, whichever server's clock gave them
    Instant at = now.isBefore(head.lastRecordedAt()) ? head.lastRecordedAt() : now;
    return row.recorded(sequence, at, leaf(row, sequence, at, head.lastLeaf()));
  }

  private @Nullable LeafHash leaf(LogRow row, long sequence, Instant at, LeafHash previous) {
    LogRow.Seal seal = row.seal();
    return seal == null
        ? null
        : hasher.leaf(
            new TenantId(row.stream().tenant()),
            new SessionId(row.stream().sessionId()),
            sequence,
            at,
            previous,
            seal.digest());
  }

  private static Moved moved(LogRow recorded, StreamHead head, @Nullable Moved stream, int place) {
    LeafHash leaf = recorded.leaf();
    StreamHead after =
        new StreamHead(
            recorded.sequenceNumber(),
            head.lastPosition(),
            leaf == null ? head.lastLeaf() : leaf,
            head.isEmpty() ? recorded.recordedAt() : head.firstRecordedAt(),
            recorded.recordedAt());
    return stream == null
        ? new Moved(head, after, place, place)
        : new Moved(stream.before(), after, stream.firstRow(), place);
  }

  private StreamHead headOf(StreamKey stream) {
    return heads.getOrDefault(stream, StreamHead.EMPTY);
  }
}
