package org.dwsaudit.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the log, one transaction after the other, by one thread: whatever waits when a transaction
 * ends goes into the next one together. A lone caller waits for nothing but its own commit; many
 * share the price of one.
 */
final class LogWriter implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LogWriter.class);

  /** Appends that may wait; past it callers are told to come back. */
  static final int WAITING_MAX = 4_096;

  /** Rows of one transaction, unless a single append has more. */
  private static final int GROUP_ROWS_MAX = 20_000;

  /** How often the idle thread looks whether it is to stop. */
  private static final int IDLE_MS = 100;

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

  private final DataSource source;
  private final LogReader reader;
  private final Runnable onCommit;
  private final BlockingQueue<AppendRequest> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final Executor completions = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread;
  private volatile boolean closed;

  LogWriter(DataSource source, LogReader reader, Runnable onCommit) {
    this.source = source;
    this.reader = reader;
    this.onCommit = onCommit;
    this.thread = Thread.ofPlatform().daemon().name("log-writer").start(this::run);
  }

  /** Never blocks: a full queue fails the future with OVERLOADED. */
  CompletableFuture<Long> append(AppendRequest request) {
    if (closed || !waiting.offer(request)) {
      request
          .lastPosition()
          .completeExceptionally(
              new AuditException(
                  ErrorCode.OVERLOADED,
                  "%d appends are waiting already; nothing was stored (try again in a moment)"
                      .formatted(WAITING_MAX)));
    }
    return request.lastPosition();
  }

  private void run() {
    while (!closed || !waiting.isEmpty()) {
      try {
        List<AppendRequest> group = nextGroup();
        if (!write(group)) {
          // one bad append must not fail its neighbours: each on its own
          group.forEach(request -> write(List.of(request)));
        }
      } catch (InterruptedException e) {
        closed = true;
      }
    }
  }

  private List<AppendRequest> nextGroup() throws InterruptedException {
    List<AppendRequest> group = new ArrayList<>();
    AppendRequest next = waiting.poll(IDLE_MS, TimeUnit.MILLISECONDS);
    int rows = 0;
    while (next != null) {
      group.add(next);
      rows += next.rows().size();
      next = rows < GROUP_ROWS_MAX ? waiting.poll() : null;
    }
    return group;
  }

  /**
   * Returns false where a statement failed, all was rolled back and a retry one by one may help.
   */
  private boolean write(List<AppendRequest> requests) {
    if (requests.isEmpty()) {
      return true;
    }
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      AppendGroup group = new AppendGroup(connection, reader);
      try {
        group.write(requests);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
      onCommit.run();
      requests.forEach(request -> complete(request, group.outcome(request)));
      return true;
    } catch (SQLException e) {
      boolean retryOneByOne = requests.size() > 1 && !StoreErrors.isUnavailable(e);
      if (!retryOneByOne) {
        log.warn("append of {} requests failed", requests.size(), e);
        requests.forEach(request -> fail(request, StoreErrors.of(e)));
      }
      return !retryOneByOne;
    } catch (RuntimeException e) {
      log.error("append of {} requests failed", requests.size(), e);
      requests.forEach(request -> fail(request, e));
      return true;
    }
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private void complete(AppendRequest request, AppendGroup.Outcome outcome) {
    switch (outcome) {
      case AppendGroup.Outcome.Stored stored ->
          completions.execute(() -> request.lastPosition().complete(stored.lastPosition()));
      case AppendGroup.Outcome.Rejected rejected -> fail(request, rejected.conflict());
    }
  }

  private void fail(AppendRequest request, Throwable cause) {
    completions.execute(() -> request.lastPosition().completeExceptionally(cause));
  }

  /** Lets what waits finish, for ten seconds at most; what comes later is refused. */
  @Override
  public void close() {
    closed = true;
    try {
      if (!thread.join(CLOSE_WAIT)) {
        log.error("{} appends did not finish before the stop", waiting.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
