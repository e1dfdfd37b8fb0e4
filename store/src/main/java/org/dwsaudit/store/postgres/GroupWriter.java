package org.dwsaudit.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final int COPY_ROWS_MIN = 64;

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
  private final LogPartitions partitions;
  private final Clock clock;
  private final PartitionKinds kinds = new PartitionKinds();

  GroupWriter(
      DataSource source,
      LogReader reader,
      StreamHeads heads,
      LogPartitions partitions,
      Clock clock) {
    this.source = source;
    this.reader = reader;
    this.heads = heads;
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
        try (LogTransaction transaction = new LogTransaction(connection)) {
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
          List<PartitionKinds.Kind> untold = kinds.untold(plan.rows());
          AppendStatement.Answer answer = store(connection, transaction, plan, untold);
          if (!answer.isRefusal()) {
            transaction.commit();
            kinds.told(untold);
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
    Set<StreamKey> missing = new LinkedHashSet<>();
    for (AppendRequest request : requests) {
      request.rows().forEach(row -> missing.add(row.stream()));
      if (Criteria.of(request.condition()) instanceof Criteria.OneStream one) {
        missing.add(one.stream());
      }
    }
    if (fromMemory) {
      missing.removeIf(
          stream -> {
            StreamHead head = heads.find(stream);
            if (head != null) {
              found.put(stream, head);
            }
            return head != null;
          });
    }
    if (!missing.isEmpty()) {
      found.putAll(StreamHeadReads.heads(connection, missing));
    }
    GroupPlan plan = new GroupPlan(found, now());
    CommittedEvents committed = new CommittedEvents(reader);
    requests.forEach(request -> plan.add(request, committed::conflictWith));
    return plan;
  }

  private AppendStatement.Answer store(
      Connection connection,
      LogTransaction transaction,
      GroupPlan plan,
      List<PartitionKinds.Kind> untold)
      throws SQLException {
    if (plan.rows().size() < COPY_ROWS_MIN) {
      return AppendStatement.append(connection, plan, untold);
    }
    transaction.begin();
    AppendStatement.Answer answer = AppendStatement.claim(connection, plan, untold);
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

  /** The transaction that a group needs only if one statement is not enough. */
  private static final class LogTransaction implements AutoCloseable {
    private final Connection connection;
    private boolean open;

    LogTransaction(Connection connection) {
      this.connection = connection;
    }

    /** A server that stops answering in the middle of it loses the log's lock soon. */
    void begin() throws SQLException {
      if (!open) {
        connection.setAutoCommit(false);
        open = true;
        execute(
            "SET LOCAL idle_in_transaction_session_timeout = '10s';"
                + " SET LOCAL statement_timeout = '60s'");
      }
    }

    void lockLog() throws SQLException {
      begin();
      // a statement of its own: the next one's snapshot then sees all that earlier holders
      // committed
      execute("SELECT last_position FROM log_head FOR UPDATE");
    }

    private void execute(String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    void commit() throws SQLException {
      if (open) {
        connection.commit();
        open = false;
        connection.setAutoCommit(true);
      }
    }

    @Override
    public void close() throws SQLException {
      if (open) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }
}
