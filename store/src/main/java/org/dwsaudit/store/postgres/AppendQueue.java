package org.dwsaudit.store.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The appends that wait, bounded in number and in bytes. */
final class AppendQueue {

  /** Appends that may wait; past it callers are told to come back. */
  static final int WAITING_MAX = 4_096;

  /** Bytes that may wait; a single append of more is taken when nothing else waits. */
  static final long WAITING_BYTES_MAX = 256L * 1024 * 1024;

  /** Rows of one transaction, unless a single append has more. */
  private static final int GROUP_ROWS_MAX = 5_000;

  /** How often the idle writer looks whether it is to stop. */
  private static final int IDLE_MS = 100;

  private final BlockingQueue<AppendRequest> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicInteger waitingRows = new AtomicInteger();

  /** Never blocks; false where there is no room. */
  boolean offer(AppendRequest request) {
    long bytes = request.bytes();
    long before = waitingBytes.getAndAdd(bytes);
    if (before == 0 || before + bytes <= WAITING_BYTES_MAX) {
      waitingRows.addAndGet(request.rows().size());
      if (waiting.offer(request)) {
        return true;
      }
      waitingRows.addAndGet(-request.rows().size());
    }
    waitingBytes.addAndGet(-bytes);
    return false;
  }

  /** All that waits and fits in one transaction; empty if nothing came for a moment. */
  List<AppendRequest> nextGroup() throws InterruptedException {
    List<AppendRequest> group = new ArrayList<>();
    int rows = 0;
    @Nullable AppendRequest next = waiting.poll(IDLE_MS, TimeUnit.MILLISECONDS);
    while (next != null) {
      group.add(next);
      waitingBytes.addAndGet(-next.bytes());
      waitingRows.addAndGet(-next.rows().size());
      rows += next.rows().size();
      next = rows < GROUP_ROWS_MAX ? waiting.poll() : null;
    }
    return group;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  int rows() {
    return waitingRows.get();
  }

  long bytes() {
    return waitingBytes.get();
  }
}
