package org.dwsaudit.store.postgres;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The order of the groups that are being written: each gets a ticket when it is planned, and is
 * finished when it is its turn. Several may be copied into the log before their turns; a group that
 * cannot be kept as it was planned breaks those behind it, whose plans rest on it.
 */
final class WriteOrder {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Long> begun = new ArrayDeque<>();
  private long issued;
  private long finished;
  private long brokenBefore;
  private int copies;

  /** The next group's ticket. */
  long issue() {
    lock.lock();
    try {
      begun.add(System.nanoTime());
      return issued++;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A group begins to be copied before its turn; it MUST say when that {@link #copyEnded ended}.
   */
  void copyBegins() {
    lock.lock();
    try {
      copies++;
    } finally {
      lock.unlock();
    }
  }

  /** The copy is committed or rolled back. */
  void copyEnded() {
    lock.lock();
    try {
      copies--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the turn of a group that was copied; false as soon as its plan is broken. */
  boolean awaitTurnUnlessBroken(long ticket) {
    lock.lock();
    try {
      while (finished != ticket && ticket >= brokenBefore) {
        changed.awaitUninterruptibly();
      }
      return ticket >= brokenBefore;
    } finally {
      lock.unlock();
    }
  }

  void awaitTurn(long ticket) {
    lock.lock();
    try {
      while (finished != ticket) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Breaks the plans of all groups that have a ticket and waits until no copy is under way: a
   * copied row would be in the way of the one that takes its number.
   */
  void breakPlans() {
    lock.lock();
    try {
      brokenBefore = issued;
      changed.signalAll();
      while (copies > 0) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether no group was planned behind this one. */
  boolean isLast(long ticket) {
    lock.lock();
    try {
      return ticket == issued - 1;
    } finally {
      lock.unlock();
    }
  }

  /** The group whose turn it is has its outcome. */
  void finish() {
    lock.lock();
    try {
      finished++;
      begun.remove();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no more than so many groups are unfinished. */
  void awaitUnfinished(int most) {
    lock.lock();
    try {
      while (issued - finished > most) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a group is finished, {@link #wake} is called or the time has passed. */
  void awaitChange(Duration most) throws InterruptedException {
    lock.lock();
    try {
      var unused = changed.await(most.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      lock.unlock();
    }
  }

  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int unfinished() {
    lock.lock();
    try {
      return (int) (issued - finished);
    } finally {
      lock.unlock();
    }
  }

  /** How long the group whose turn it is has been under way. */
  Duration age() {
    lock.lock();
    try {
      Long since = begun.peek();
      return since == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    } finally {
      lock.unlock();
    }
  }
}
