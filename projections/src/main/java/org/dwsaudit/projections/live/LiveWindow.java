package org.dwsaudit.projections.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.dwsaudit.schema.event.RecordedEvent;

/**
 * The newest part of the log, and who waits for what comes behind it. The one place where history
 * meets what is live: a subscriber is handed what is in memory, sent to the log for what is older,
 * or entered as waiting, under the lock under which the tail moves on. So nothing can slip through
 * between two of these. Safe for use by several threads; nothing slow is done under the lock.
 */
final class LiveWindow {

  /** Events handed to a subscriber at once, and entered at once. */
  private static final int BATCH = 256;

  private final ReentrantLock lock = new ReentrantLock();
  private final RecentEvents recent;
  private final Audiences audiences = new Audiences();
  private long tail;
  private boolean open;

  LiveWindow(LiveLimits limits) {
    this.recent = new RecentEvents(limits.recentEventsMax(), limits.recentBytesMax());
  }

  /** What a subscriber is to do next. */
  sealed interface Next {

    /** Take these; there is nothing else up to the position. */
    record Newer(List<RecordedEvent> events, long upTo) implements Next {}

    /** Read the log: memory begins later. */
    record Older() implements Next {}

    /** Wait to be woken. */
    record Nothing() implements Next {}
  }

  private static final Next OLDER = new Next.Older();
  private static final Next NOTHING = new Next.Nothing();

  /** Begins to follow the log behind a position. */
  void open(long head) {
    lock.lock();
    try {
      recent.clear(head);
      tail = head;
      open = true;
    } finally {
      lock.unlock();
    }
  }

  /** Nobody follows: memory is given back. */
  void close() {
    lock.lock();
    try {
      recent.clear(tail);
      open = false;
    } finally {
      lock.unlock();
    }
  }

  long tail() {
    lock.lock();
    try {
      return tail;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Moves the tail on, and wakes those for whom there is something.
   *
   * @param after the position behind which the events are all that there is, up to {@code upTo}
   * @return false where the tail has not come as far as {@code after}: nothing was done
   */
  boolean publish(long after, List<RecordedEvent> events, long upTo, long nowNanos) {
    for (int from = 0; from < events.size(); from += BATCH) {
      List<RecordedEvent> batch = events.subList(from, Math.min(events.size(), from + BATCH));
      if (!publishBatch(after, batch, batch.getLast().position().value(), nowNanos)) {
        return false;
      }
    }
    return publishBatch(after, List.of(), upTo, nowNanos);
  }

  private boolean publishBatch(long after, List<RecordedEvent> events, long upTo, long nowNanos) {
    List<Subscriber> woken = new ArrayList<>();
    lock.lock();
    try {
      if (after > tail) {
        return false;
      }
      if (open) {
        for (RecordedEvent event : events) {
          if (event.position().value() > tail) {
            recent.add(event, nowNanos);
            audiences.offer(event, woken);
          }
        }
        tail = Math.max(tail, upTo);
      }
    } finally {
      lock.unlock();
    }
    woken.forEach(Subscriber::wake);
    return true;
  }

  /** What comes behind the subscriber's cursor; they wait from now on if that is nothing. */
  Next next(Subscriber subscriber) {
    lock.lock();
    try {
      if (subscriber.isWaiting(tail)) {
        return NOTHING;
      }
      long cursor = subscriber.cursor();
      if (cursor < recent.start()) {
        return OLDER;
      }
      List<RecordedEvent> events = recent.after(cursor, BATCH);
      if (events.isEmpty()) {
        subscriber.waitBehind(tail);
        return NOTHING;
      }
      boolean all = events.size() < BATCH;
      return new Next.Newer(events, all ? tail : events.getLast().position().value());
    } finally {
      lock.unlock();
    }
  }

  /** Up to where the subscriber has got all that is for them. */
  long passed(Subscriber subscriber) {
    lock.lock();
    try {
      subscriber.isWaiting(tail);
      return subscriber.cursor();
    } finally {
      lock.unlock();
    }
  }

  Audience join(Audience.Key key) {
    lock.lock();
    try {
      return audiences.join(key);
    } finally {
      lock.unlock();
    }
  }

  void leave(Audience audience, Subscriber subscriber) {
    lock.lock();
    try {
      audiences.leave(audience, subscriber);
    } finally {
      lock.unlock();
    }
  }

  void forgetBefore(long nanos) {
    lock.lock();
    try {
      recent.forgetBefore(nanos);
    } finally {
      lock.unlock();
    }
  }

  /** What is in memory. */
  record Size(int filters, int events, long bytes) {}

  Size size() {
    lock.lock();
    try {
      return new Size(audiences.size(), recent.size(), recent.bytes());
    } finally {
      lock.unlock();
    }
  }
}
