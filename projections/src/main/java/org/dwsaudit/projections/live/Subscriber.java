package org.dwsaudit.projections.live;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.dwsaudit.projections.query.LogStretch;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorClass;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's way through the log: a cursor that goes on as far as the outlet has room, by
 * stretches of history, then by what is in memory, then by waiting. It occupies a thread only while
 * there is something to do; {@link #wake} has it looked after, once for many calls.
 */
final class Subscriber implements Subscription {

  private static final int HISTORY_EVENTS = 256;

  /** What all subscribers use. */
  record Surroundings(
      LiveWindow window, Executor threads, Semaphore readers, LongAdder delivered) {}

  private final LiveRequest request;
  private final Outlet outlet;
  private final LiveLog.History history;
  private final Surroundings shared;
  private final Runnable onClosed;
  private final Audience audience;
  private final AtomicInteger wakes = new AtomicInteger();

  // the thread at work has these; the window has the cursor while waiting is set
  private long cursor;
  private boolean waiting;
  private List<RecordedEvent> page = List.of();
  private int nextOfPage;
  private long pageUpTo;
  private boolean closed;

  private volatile @Nullable Throwable ending;
  private volatile boolean gone;
  private volatile boolean paused;
  private volatile boolean heartbeatDue;
  private volatile boolean stalled;
  private volatile long stalledNanos;
  private volatile long sentNanos;

  Subscriber(
      LiveRequest request,
      Position start,
      Outlet outlet,
      LiveLog.History history,
      Surroundings shared,
      Runnable onClosed) {
    this.request = request;
    this.cursor = start.value();
    this.outlet = outlet;
    this.history = history;
    this.shared = shared;
    this.onClosed = onClosed;
    this.sentNanos = System.nanoTime();
    this.audience =
        shared
            .window()
            .join(new Audience.Key(request.principal().tenant(), request.filter().overEnvelope()));
  }

  /** Has the subscriber looked after, now or once more if that is going on. */
  void wake() {
    if (wakes.getAndIncrement() == 0) {
      shared.threads().execute(this::lookAfter);
    }
  }

  @Override
  public void resume() {
    wake();
  }

  @Override
  public void cancel() {
    gone = true;
    wake();
  }

  /** Ends the stream and tells the subscriber why; false where it ends already. */
  boolean end(Throwable reason) {
    if (ending != null || gone) {
      return false;
    }
    ending = reason;
    wake();
    return true;
  }

  /**
   * Looks at the clock: heartbeats, another try after a failure.
   *
   * @return how long the outlet has had no room, in nanoseconds
   */
  long tick(long nowNanos, long heartbeatNanos) {
    boolean due = paused;
    paused = false;
    if (nowNanos - sentNanos >= heartbeatNanos) {
      heartbeatDue = true;
      due = true;
    }
    if (due) {
      wake();
    }
    return stalled ? nowNanos - stalledNanos : 0;
  }

  private void lookAfter() {
    int seen = wakes.get();
    while (seen != 0) {
      work();
      seen = wakes.addAndGet(-seen);
    }
  }

  private void work() {
    if (closed) {
      return;
    }
    try {
      goOn();
    } catch (RuntimeException e) {
      failed(e);
    }
    if (goesOn()) {
      letOut();
    } else {
      close();
    }
  }

  /** Sends what was kept back, and a heartbeat if it is time. */
  private void letOut() {
    if (heartbeatDue && hasRoom()) {
      heartbeatDue = false;
      outlet.heartbeat(new Position(shared.window().passed(this)));
      sentNanos = System.nanoTime();
    }
    outlet.flush();
  }

  /** As long as there is something to take and room for it. */
  private void goOn() {
    boolean more = true;
    while (more && goesOn() && hasRoom()) {
      more = step();
    }
  }

  private boolean goesOn() {
    return !gone && ending == null;
  }

  private boolean hasRoom() {
    boolean room = outlet.isReady();
    if (!room && !stalled) {
      stalledNanos = System.nanoTime();
    }
    stalled = !room;
    return room;
  }

  /** Goes one event or one page on; returns false where that has to wait. */
  private boolean step() {
    if (nextOfPage < page.size()) {
      // where it fails for now it is taken again
      take(page.get(nextOfPage));
      nextOfPage++;
      if (nextOfPage == page.size()) {
        cursor = pageUpTo;
      }
      return true;
    }
    return switch (shared.window().next(this)) {
      case LiveWindow.Next.Newer newer -> turnTo(newer.events(), newer.upTo());
      case LiveWindow.Next.Older _ -> !paused && readHistory();
      case LiveWindow.Next.Nothing _ -> false;
    };
  }

  private boolean turnTo(List<RecordedEvent> events, long upTo) {
    page = events;
    nextOfPage = 0;
    pageUpTo = upTo;
    if (events.isEmpty()) {
      cursor = upTo;
    }
    return true;
  }

  private boolean readHistory() {
    // looking through much that is not for this subscriber can take a while
    letOut();
    // so many at once: the database is there for others too
    shared.readers().acquireUninterruptibly();
    LogStretch stretch;
    try {
      stretch = history.after(new Position(cursor), HISTORY_EVENTS);
    } finally {
      shared.readers().release();
    }
    return turnTo(stretch.events(), stretch.upTo().value());
  }

  private void take(RecordedEvent event) {
    if (Selection.mayTake(request.principal().tenant(), request.filter(), event)) {
      RecordedEvent disclosed = request.disclosure().apply(event);
      if (Selection.takes(request.filter(), disclosed)) {
        outlet.event(disclosed);
        shared.delivered().increment();
        sentNanos = System.nanoTime();
      }
    }
    cursor = event.position().value();
  }

  /** A database that is away comes back: that is waited for. Anything else ends the stream. */
  private void failed(RuntimeException failure) {
    if (failure instanceof AuditException known
        && known.code().errorClass() == ErrorClass.OVERLOAD) {
      paused = true;
    } else if (ending == null) {
      ending = failure;
    }
  }

  private void close() {
    closed = true;
    page = List.of();
    Position resumeAfter = new Position(shared.window().passed(this));
    shared.window().leave(audience, this);
    Throwable reason = ending;
    try {
      if (!gone && reason != null) {
        outlet.end(reason, resumeAfter);
      }
    } finally {
      onClosed.run();
    }
  }

  // under the window's lock

  long cursor() {
    return cursor;
  }

  /** There is nothing for the subscriber up to the tail. */
  void waitBehind(long tail) {
    cursor = Math.max(cursor, tail);
    waiting = true;
    audience.await(this);
  }

  /** Moves a waiting subscriber before an event that is for them; false if they had it already. */
  boolean wakeFor(long position) {
    if (position <= cursor) {
      return false;
    }
    cursor = position - 1;
    waiting = false;
    return true;
  }

  /** Whether the subscriber waits, and so has all that is for them up to the tail. */
  boolean isWaiting(long tail) {
    if (waiting) {
      cursor = Math.max(cursor, tail);
    }
    return waiting;
  }
}
