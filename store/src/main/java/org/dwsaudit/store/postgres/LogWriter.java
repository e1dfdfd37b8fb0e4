package org.dwsaudit.store.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.DatabaseFault;
import org.dwsaudit.schema.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the log in groups: whatever waits goes into the next one together. A lone caller waits for
 * nothing but its own commit; many share the price of one. Small groups are written one after the
 * other by one thread; large ones are copied in side by side and committed in the order in which
 * they were planned.
 */
final class LogWriter implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LogWriter.class);

  /** Large groups under way at once: one is copied while the one before it commits. */
  private static final int COPIES_MAX = 2;

  /** While a group is under way, fewer rows than these wait for it, to go together afterwards. */
  private static final int AHEAD_ROWS_MIN = 500;

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final GroupWriter groups;
  private final Forecast forecast;
  private final Consumer<CommittedGroup> onCommit;
  private final AppendQueue queue = new AppendQueue();
  private final WriteOrder order = new WriteOrder();
  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread;
  private volatile boolean closed;

  private final AtomicLong longestNanos = new AtomicLong();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong ahead = new AtomicLong();
  private final AtomicLong stored = new AtomicLong();
  private final AtomicLong conflicts = new AtomicLong();
  private final AtomicLong overloads = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  /**
   * @param onCommit is told of each group before its callers are; MUST return at once
   */
  LogWriter(GroupWriter groups, Forecast forecast, Consumer<CommittedGroup> onCommit) {
    this.groups = groups;
    this.forecast = forecast;
    this.onCommit = onCommit;
    this.thread = Thread.ofPlatform().daemon().name("log-writer").start(this::run);
  }

  /** Never blocks: a full queue fails the future with OVERLOADED. */
  CompletableFuture<Long> append(AppendRequest request) {
    if (closed || !queue.offer(request)) {
      overloads.incrementAndGet();
      request
          .lastPosition()
          .completeExceptionally(
              new AuditException(
                  ErrorCode.OVERLOADED,
                  "%d appends are waiting already; nothing was stored (try again in a moment)"
                      .formatted(queue.size())));
    } else if (queue.rows() >= AHEAD_ROWS_MIN) {
      order.wake();
    }
    return request.lastPosition();
  }

  private void run() {
    while (!closed || !queue.isEmpty()) {
      try {
        awaitWork();
        List<AppendRequest> group = queue.nextGroup();
        if (!group.isEmpty()) {
          begin(group);
        }
      } catch (InterruptedException e) {
        closed = true;
      } catch (RuntimeException | Error e) {
        log.error("the writer goes on after a failure", e);
      }
    }
    order.awaitUnfinished(0);
  }

  /** Until the next group can be begun, it grows. */
  private void awaitWork() throws InterruptedException {
    order.awaitUnfinished(COPIES_MAX - 1);
    while (order.unfinished() > 0 && queue.rows() < AHEAD_ROWS_MIN) {
      order.awaitChange(PATIENCE);
    }
  }

  private void begin(List<AppendRequest> group) {
    if (group.stream().mapToInt(request -> request.rows().size()).sum() < AHEAD_ROWS_MIN
        || !copyAhead(group)) {
      order.awaitUnfinished(0);
      long ticket = order.issue();
      try {
        write(group, ticket);
      } catch (Error e) {
        fail(group, e);
        throw e;
      } finally {
        order.finish();
      }
    }
  }

  /** Has the group copied and kept by another thread; false where it cannot be planned ahead. */
  private boolean copyAhead(List<AppendRequest> group) {
    Forecast.Basis basis = forecast.basis();
    if (basis == null) {
      order.awaitUnfinished(0);
      basis = forecast.basis();
    }
    GroupPlan plan = basis == null ? null : planAhead(group);
    if (basis == null || plan == null) {
      return false;
    }
    long base = basis.end();
    long ticket = order.issue();
    boolean planned = forecast.planned(plan, basis);
    if (planned) {
      order.copyBegins();
    }
    threads.execute(
        () -> {
          try {
            if (!planned || !copyAndKeep(plan, base, ticket)) {
              order.awaitTurn(ticket);
              write(group, ticket);
            }
          } catch (Error e) {
            // whoever waits must be told, whatever is left of this process
            fail(group, e);
            throw e;
          } finally {
            order.awaitTurn(ticket);
            order.finish();
          }
        });
    return true;
  }

  private @Nullable GroupPlan planAhead(List<AppendRequest> group) {
    try {
      return groups.planAhead(group);
    } catch (SQLException | RuntimeException e) {
      log.debug("a group could not be planned ahead; it is planned when it is written", e);
      return null;
    }
  }

  /** False where nothing of it is stored, and it has to be planned again in its turn. */
  private boolean copyAndKeep(GroupPlan plan, long base, long ticket) {
    long since = System.nanoTime();
    boolean othersWrite = false;
    try (CopiedGroup copied = groups.copyAhead(plan, base)) {
      if (!order.awaitTurnUnlessBroken(ticket)) {
        return false;
      }
      AppendStatement.Answer answer = copied.keep();
      if (!answer.isRefusal()) {
        ahead.incrementAndGet();
        count(since);
        complete(groups.kept(plan, answer.base()));
        return true;
      }
      othersWrite = answer.moved();
    } catch (SQLException | RuntimeException e) {
      log.debug("a group that was copied ahead could not be kept; it is written in its turn", e);
    } finally {
      order.copyEnded();
    }
    order.awaitTurn(ticket);
    forecast.broken(othersWrite);
    order.breakPlans();
    return false;
  }

  /** Writes a group in its turn; if a statement fails, each of its appends by itself. */
  private void write(List<AppendRequest> group, long ticket) {
    if (!write(group, ticket, group.size() > 1)) {
      // one bad append must not fail its neighbours
      group.forEach(request -> write(List.of(request), ticket, false));
    }
  }

  /**
   * Returns false where a statement failed, all was rolled back and a retry one by one may help.
   */
  private boolean write(List<AppendRequest> requests, long ticket, boolean divisible) {
    long since = System.nanoTime();
    try {
      GroupWriter.Result result = writeOverALiveConnection(requests);
      CommittedGroup committed = result.committed();
      if (committed != null && order.isLast(ticket)) {
        forecast.known(committed.upTo().value());
      }
      complete(result);
      return true;
    } catch (SQLException e) {
      boolean retryOneByOne = divisible && mayConcernOne(DatabaseFault.of(e));
      if (!retryOneByOne) {
        log.warn("append of {} requests failed", requests.size(), e);
        fail(requests, DatabaseFault.error(e));
      }
      return !retryOneByOne;
    } catch (RuntimeException e) {
      log.error("append of {} requests failed", requests.size(), e);
      fail(requests, e);
      return true;
    } finally {
      count(since);
    }
  }

  /** Whether the failure may be that of one of the appends, and not of them all. */
  private static boolean mayConcernOne(DatabaseFault fault) {
    return switch (fault) {
      case BROKEN, UNAVAILABLE, LOCKED -> false;
      case FULL, DAMAGED, REFUSED -> true;
    };
  }

  /**
   * Tries once more where the connection broke: the pool may have kept one that the database had
   * closed. The log refuses by number and id what it has already, so nothing is stored twice.
   */
  private GroupWriter.Result writeOverALiveConnection(List<AppendRequest> requests)
      throws SQLException {
    try {
      return groups.write(requests);
    } catch (SQLException e) {
      boolean recognised =
          requests.stream().allMatch(r -> r.rows().stream().allMatch(LogRow::isSequenced));
      if (!recognised || DatabaseFault.of(e) != DatabaseFault.BROKEN) {
        throw e;
      }
      log.info("the connection broke; the group is tried again: {}", e.getMessage());
      return groups.write(requests);
    }
  }

  private void complete(GroupWriter.Result result) {
    if (result.committed() != null) {
      onCommit.accept(result.committed());
    }
    stored.addAndGet(result.stored().size());
    conflicts.addAndGet(result.refused().size());
    for (GroupWriter.Stored append : result.stored()) {
      threads.execute(() -> append.request().lastPosition().complete(append.lastPosition()));
    }
    for (GroupPlan.Refused append : result.refused()) {
      threads.execute(() -> append.request().lastPosition().completeExceptionally(append.reason()));
    }
  }

  private void fail(List<AppendRequest> requests, Throwable cause) {
    failures.addAndGet(requests.size());
    requests.forEach(
        request -> threads.execute(() -> request.lastPosition().completeExceptionally(cause)));
  }

  private void count(long sinceNanos) {
    longestNanos.accumulateAndGet(System.nanoTime() - sinceNanos, Math::max);
    written.incrementAndGet();
  }

  /** How long the group whose turn it is has been under way. */
  Duration groupAge() {
    return order.age();
  }

  EngineStats stats(boolean listening) {
    return new EngineStats(
        queue.size(),
        queue.bytes(),
        groupAge(),
        Duration.ofNanos(longestNanos.get()),
        written.get(),
        ahead.get(),
        stored.get(),
        conflicts.get(),
        overloads.get(),
        failures.get(),
        listening);
  }

  /** Lets what waits finish, for ten seconds at most; what comes later is refused. */
  @Override
  public void close() {
    closed = true;
    try {
      if (!thread.join(CLOSE_WAIT)) {
        log.error("{} appends did not finish before the stop", queue.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
