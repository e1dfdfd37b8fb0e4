package org.dwsaudit.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the appends of one group. Normally one statement does it all: the group is planned from
 * the heads that are at hand, and the log refuses it whole where they were old. Then it is planned
 * again from the log's own heads, without those that conflict. Appends whose conditions ask for
 * more than heads are decided while the log is locked. Used by one thread.
 */
final class GroupWriter {

  /**
   * From so many rows on they are copied, in a transaction of several statements; fewer go as
   * arrays in the one statement. The engine's design note has the figures.
   */
  static final int COPY_ROWS_MIN = 64;

  /** Plans that the log may refuse before the next one is made under its lock. */
  private static final int UNLOCKED_PLANS_MAX = 3;

  private static final String NO_PARTITION = "23514";

  /**
   * What came of a group: every request is in one of the lists.
   *
   * @param committed the rows of those that are stored; null where there is none
   */
  record Result(
      List<Stored> stored, List<GroupPlan.Refused> refused, @Nullable CommittedGroup committed) {}

  record Stored(AppendRequest request, long lastPosition) {}

  private final DataSource source;
  private final LogReader reader;
  private final StreamHeads heads;
  private final Forecast forecast;
  private final LogPartitions partitions;
  private final Clock clock;

  GroupWriter(
      DataSource source,
      LogReader reader,
      StreamHeads heads,
      Forecast forecast,
      LogPartitions partitions,
      Clock clock) {
    this.source = source;
    this.reader = reader;
    this.heads = heads;
    this.forecast = forecast;
    this.partitions = partitions;
    this.clock = clock;
  }

  /**
   * When this returns, what is stored is committed and its heads are known.
   *
   * @throws SQLException nothing is stored; unless the connection broke, then it is not known
   */
  Result write(List<AppendRequest> requests) throws SQLException {
    try {
      return tryWrite(requests);
    } catch (SQLException e) {
      if (!NO_PARTITION.equals(e.getSQLState())) {
        throw e;
      }
      partitions.create(now());
      return tryWrite(requests);
    }
  }

  private Result tryWrite(List<AppendRequest> requests) throws SQLException {
    List<AppendRequest> left = new ArrayList<>(requests);
    List<GroupPlan.Refused> refused = new ArrayList<>();
    boolean decidedByHeads = left.stream().allMatch(AppendRequest::isDecidedByHeads);
    try (Connection connection = source.getConnection()) {
      for (int plans = 0; ; plans++) {
        boolean locked = !decidedByHeads || plans == UNLOCKED_PLANS_MAX;
        try (WriteTransaction transaction = new WriteTransaction(connection)) {
          if (locked) {
            transaction.lockLog();
          }
          GroupPlan plan = plan(connection, left, plans == 0 && !locked);
          if (plans == 0 && !locked && !plan.refused().isEmpty()) {
            // the heads at hand may be old; only the log's own can refuse
            forget(plan.refused());
            continue;
          }
          plan.refused().forEach(r -> left.remove(r.request()));
          refused.addAll(plan.refused());
          if (plan.rows().isEmpty()) {
            return new Result(List.of(), refused, null);
          }
          AppendStatement.Answer answer = store(connection, transaction, plan);
          if (!answer.isRefusal()) {
            transaction.commit();
            CommittedGroup committed = new CommittedGroup(answer.base(), plan.rows());
            return new Result(stored(plan, answer.base()), refused, committed);
          }
          refuse(plan, answer, left, refused);
        }
      }
    }
  }

  private GroupPlan plan(Connection connection, List<AppendRequest> requests, boolean fromMemory)
      throws SQLException {
    Map<StreamKey, StreamHead> found = new HashMap<>();
    Set<StreamKey> missing = streams(requests);
    if (fromMemory) {
      found.putAll(atHand(missing, heads::find));
      missing.removeAll(found.keySet());
    }
    if (!missing.isEmpty()) {
      found.putAll(StreamHeadReads.heads(connection, missing));
    }
    GroupPlan plan = new GroupPlan(found, now());
    CommittedEvents committed = new CommittedEvents(reader);
    requests.forEach(request -> plan.add(request, committed::conflictWith));
    return plan;
  }

  /** The streams that the requests write to or ask about. */
  private static Set<StreamKey> streams(List<AppendRequest> requests) {
    Set<StreamKey> streams = new LinkedHashSet<>();
    for (AppendRequest request : requests) {
      StreamKey last = null;
      for (LogRow row : request.rows()) {
        if (!row.stream().equals(last)) {
          last = row.stream();
          streams.add(last);
        }
      }
      if (request.isConditional()
          && Criteria.of(request.condition()) instanceof Criteria.OneStream one) {
        streams.add(one.stream());
      }
    }
    return streams;
  }

  private static Map<StreamKey, StreamHead> atHand(
      Set<StreamKey> streams, Function<StreamKey, @Nullable StreamHead> find) {
    Map<StreamKey, StreamHead> found = new HashMap<>();
    for (StreamKey stream : streams) {
      StreamHead head = find.apply(stream);
      if (head != null) {
        found.put(stream, head);
      }
    }
    return found;
  }

  /**
   * Plans a group behind those that are under way, as far as heads at hand or in the log tell.
   *
   * @return null where only the log itself can decide; the group is to be {@link #write written}
   */
  @Nullable GroupPlan planAhead(List<AppendRequest> requests) throws SQLException {
    if (!requests.stream().allMatch(AppendRequest::isDecidedByNumbers)) {
      return null;
    }
    Set<StreamKey> missing = streams(requests);
    Map<StreamKey, StreamHead> found = atHand(missing, forecast::find);
    missing.removeAll(found.keySet());
    if (!missing.isEmpty()) {
      try (Connection connection = source.getConnection()) {
        found.putAll(StreamHeadReads.heads(connection, missing));
      }
    }
    GroupPlan plan = new GroupPlan(found, now());
    requests.forEach(request -> plan.add(request, _ -> true));
    forget(plan.refused());
    return plan.refused().isEmpty() ? plan : null;
  }

  /** Copies a plan's rows into the log, before it is their turn. */
  CopiedGroup copyAhead(GroupPlan plan, long base) throws SQLException {
    return CopiedGroup.copy(source, plan, base);
  }

  /** What a plan that was copied and kept comes to. */
  Result kept(GroupPlan plan, long base) {
    Result result =
        new Result(stored(plan, base), List.of(), new CommittedGroup(base, plan.rows()));
    forecast.kept(plan);
    return result;
  }

  private AppendStatement.Answer store(
      Connection connection, WriteTransaction transaction, GroupPlan plan) throws SQLException {
    if (EventStatement.takes(plan)) {
      return EventStatement.append(connection, plan);
    }
    if (plan.rows().size() < COPY_ROWS_MIN) {
      return AppendStatement.append(connection, plan);
    }
    transaction.begin();
    AppendStatement.Answer answer = AppendStatement.claim(connection, plan, null);
    if (!answer.isRefusal()) {
      RowCopy.write(connection, plan.rows(), answer.base());
    }
    return answer;
  }

  private List<Stored> stored(GroupPlan plan, long base) {
    plan.moved()
        .forEach(
            (stream, moved) -> heads.committed(stream, moved.after().at(base + moved.lastRow())));
    return plan.accepted().stream()
        .map(accepted -> new Stored(accepted.request(), base + accepted.lastRow()))
        .toList();
  }

  /** Forgets what was old; takes out the appends whose ids are taken. */
  private void refuse(
      GroupPlan plan,
      AppendStatement.Answer answer,
      List<AppendRequest> left,
      List<GroupPlan.Refused> refused) {
    List<StreamKey> streams = List.copyOf(plan.moved().keySet());
    answer.stale().forEach(place -> heads.forget(streams.get(place - 1)));
    for (int place : answer.known()) {
      LogRow row = plan.rows().get(place - 1);
      heads.taken(row.stream().tenant(), row.eventId());
      AppendRequest request = requestOf(plan, place);
      if (left.remove(request)) {
        refused.add(
            new GroupPlan.Refused(
                request,
                new AppendEventsTransactionRejectedException(
                    "event id %s is stored already (expected: an id of its own)"
                        .formatted(row.eventId()))));
      }
    }
  }

  private static AppendRequest requestOf(GroupPlan plan, int place) {
    for (GroupPlan.Accepted accepted : plan.accepted()) {
      if (place <= accepted.lastRow()) {
        return accepted.request();
      }
    }
    throw new IllegalArgumentException(
        "row %d (expected: 1..%d)".formatted(place, plan.rows().size()));
  }

  private void forget(Collection<GroupPlan.Refused> refused) {
    refused.forEach(r -> r.request().rows().forEach(row -> heads.forget(row.stream())));
  }

  private Instant now() {
    return SqlTime.micros(clock.instant());
  }
}
