package org.dwsaudit.store.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.DatabaseFault;
import org.dwsaudit.schema.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the log, one group after the other, by one thread: whatever waits when a group is done
 * goes into the next one together. A lone caller waits for nothing but its own commit; many share
 * the price of one.
 */
final class LogWriter implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LogWriter.class);

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);
  private static final long IDLE = -1;

  private final GroupWriter groups;
  private final Runnable onCommit;
  private final AppendQueue queue = new AppendQueue();
  private final Executor completions = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread;
  private volatile boolean closed;

  private volatile long groupSince = IDLE;
  private volatile long longestNanos;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong stored = new AtomicLong();
  private final AtomicLong conflicts = new AtomicLong();
  private final AtomicLong overloads = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  LogWriter(GroupWriter groups, Runnable onCommit) {
    this.groups = groups;
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
    }
    return request.lastPosition();
  }

  private void run() {
    while (!closed || !queue.isEmpty()) {
      try {
        List<AppendRequest> group = queue.nextGroup();
        if (!group.isEmpty() && !write(group)) {
          // one bad append must not fail its neighbours: each on its own
          group.forEach(request -> write(List.of(request)));
        }
      } catch (InterruptedException e) {
        closed = true;
      }
    }
  }

  /**
   * Returns false where a statement failed, all was rolled back and a retry one by one may help.
   */
  private boolean write(List<AppendRequest> requests) {
    long since = System.nanoTime();
    groupSince = since;
    try {
      complete(writeOverALiveConnection(requests));
      return true;
    } catch (SQLException e) {
      boolean retryOneByOne = requests.size() > 1 && mayConcernOne(DatabaseFault.of(e));
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
      groupSince = IDLE;
      longestNanos = Math.max(longestNanos, System.nanoTime() - since);
      written.incrementAndGet();
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
    if (!result.stored().isEmpty()) {
      onCommit.run();
    }
    stored.addAndGet(result.stored().size());
    conflicts.addAndGet(result.refused().size());
    for (GroupWriter.Stored append : result.stored()) {
      completions.execute(() -> append.request().lastPosition().complete(append.lastPosition()));
    }
    for (GroupPlan.Refused append : result.refused()) {
      completions.execute(
          () -> append.request().lastPosition().completeExceptionally(append.reason()));
    }
  }

  private void fail(List<AppendRequest> requests, Throwable cause) {
    failures.addAndGet(requests.size());
    requests.forEach(
        request -> completions.execute(() -> request.lastPosition().completeExceptionally(cause)));
  }

  /** How long the group that is being written has been under way. */
  Duration groupAge() {
    long since = groupSince;
    return since == IDLE ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
  }

  EngineStats stats(boolean listening) {
    return new EngineStats(
        queue.size(),
        queue.bytes(),
        groupAge(),
        Duration.ofNanos(longestNanos),
        written.get(),
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
