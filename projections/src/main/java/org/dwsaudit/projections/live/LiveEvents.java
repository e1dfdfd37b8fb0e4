package org.dwsaudit.projections.live;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.dwsaudit.projections.query.EventQueries;
import org.dwsaudit.projections.query.WholeLog;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Position;

/**
 * Subscriptions to the log: what was committed behind a position and then what is, as it is
 * committed.
 *
 * <ul>
 *   <li>Order: every subscriber gets every event that their filter selects, once, in commit order;
 *       what is delivered is committed and flushed.
 *   <li>Positions: whoever subscribes again after the last position that they were told, by an
 *       event or a heartbeat, misses nothing and gets nothing twice.
 *   <li>Pace: a subscriber gets no more than their outlet has room for, and reads history again
 *       where they fall behind what is in memory. Who takes nothing for too long is told so and
 *       dropped. Nobody waits for anybody else.
 *   <li>Disclosure: what is delivered went through the request's disclosure.
 * </ul>
 */
public final class LiveEvents implements AutoCloseable {

  private static final int READERS_MAX = 4;
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration RECENT_AGE_MAX = Duration.ofSeconds(60);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final LiveLog log;
  private final LiveLimits limits;
  private final LiveWindow window;
  private final LogTail tail;
  private final Executor threads;
  private final LiveClock clock;
  private final Semaphore readers = new Semaphore(READERS_MAX);
  private final Semaphore places;
  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder stalled = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private boolean closed;

  /**
   * @param feed of the log that is read through {@code whole} and {@code queries}
   */
  public LiveEvents(WholeLog whole, EventQueries queries, CommitFeed feed, LiveLimits limits) {
    this(
        new StoredLog(whole, queries),
        feed,
        limits,
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("live-", 1).factory()),
        LiveClock.every(TICK));
    tail.run();
  }

  /** One whose tail is moved by hand. */
  LiveEvents(LiveLog log, CommitFeed feed, LiveLimits limits, Executor threads, LiveClock clock) {
    this.log = log;
    this.limits = limits;
    this.threads = threads;
    this.window = new LiveWindow(limits);
    this.tail = new LogTail(log, feed, window, limits, this::endAll);
    this.places = new Semaphore(limits.subscribersMax());
    this.clock = clock;
  }

  /**
   * Subscribes; waits for the database once. Events come over the outlet, from other threads, until
   * it is told the end or the subscription is cancelled.
   *
   * @throws AuditException {@code OVERLOADED} if there are as many subscribers as there may be,
   *     {@code SERVER_STOPPING}, {@code INVALID_ARGUMENT} for a position that the log has not
   *     reached, and as {@link EventQueries} says
   */
  public void subscribe(LiveRequest request, Outlet outlet) {
    if (!places.tryAcquire()) {
      refused.increment();
      throw new AuditException(
          ErrorCode.OVERLOADED,
          "%d subscribers are there already (live.subscribers: %d)"
              .formatted(limits.subscribersMax(), limits.subscribersMax()));
    }
    try {
      LiveLog.History history = log.history(request.principal(), request.filter());
      Position head = head();
      join(request, request.start().position(head), head, outlet, history);
    } catch (RuntimeException e) {
      places.release();
      throw e;
    }
  }

  /** Hundreds who come back at once are looked after one by one, and none is refused. */
  private Position head() {
    readers.acquireUninterruptibly();
    try {
      return log.head();
    } finally {
      readers.release();
    }
  }

  private void join(
      LiveRequest request, Position start, Position head, Outlet outlet, LiveLog.History history) {
    synchronized (subscribers) {
      if (closed) {
        throw stopping();
      }
      if (subscribers.isEmpty()) {
        tail.start(head);
        clock.start(() -> tick(System.nanoTime()));
      }
      Subscriber[] self = new Subscriber[1];
      Subscriber subscriber =
          new Subscriber(
              request,
              start,
              outlet,
              history,
              new Subscriber.Surroundings(window, threads, readers, delivered),
              () -> left(self[0]));
      self[0] = subscriber;
      subscribers.add(subscriber);
      outlet.open(subscriber, start);
      subscriber.wake();
    }
  }

  private void left(Subscriber subscriber) {
    synchronized (subscribers) {
      if (subscribers.remove(subscriber)) {
        places.release();
        if (subscribers.isEmpty()) {
          tail.stop();
          clock.stop();
          subscribers.notifyAll();
        }
      }
    }
  }

  /** One clock for all: heartbeats, tries after failures, those who take nothing, old events. */
  void tick(long nowNanos) {
    window.forgetBefore(nowNanos - RECENT_AGE_MAX.toNanos());
    for (Subscriber subscriber : subscribers) {
      long unready = subscriber.tick(nowNanos, limits.heartbeat().toNanos());
      if (unready > limits.stallMax().toNanos() && subscriber.end(stalled(unready))) {
        stalled.increment();
      }
    }
  }

  private AuditException stalled(long unreadyNanos) {
    return new AuditException(
        ErrorCode.SLOW_READER,
        "nothing was taken for %d s (live.stall_seconds: %d)"
            .formatted(
                TimeUnit.NANOSECONDS.toSeconds(unreadyNanos), limits.stallMax().toSeconds()));
  }

  public LiveLimits limits() {
    return limits;
  }

  LogTail tail() {
    return tail;
  }

  public LiveStats stats() {
    LiveWindow.Size size = window.size();
    return new LiveStats(
        subscribers.size(),
        size.filters(),
        size.events(),
        size.bytes(),
        Duration.ofNanos(tail.silenceNanos()),
        delivered.sum(),
        stalled.sum(),
        refused.sum());
  }

  private void endAll(Throwable reason) {
    subscribers.forEach(subscriber -> subscriber.end(reason));
  }

  private static AuditException stopping() {
    return new AuditException(
        ErrorCode.SERVER_STOPPING, "the server is stopping (expected: the same again, later)");
  }

  /**
   * Takes no more subscribers and ends the streams of those who are there, each with the position
   * where to go on; waits five seconds at most for that.
   */
  @Override
  public void close() {
    synchronized (subscribers) {
      closed = true;
      endAll(stopping());
      long deadline = System.nanoTime() + CLOSE_WAIT.toNanos();
      while (!subscribers.isEmpty() && System.nanoTime() < deadline) {
        try {
          TimeUnit.NANOSECONDS.timedWait(subscribers, deadline - System.nanoTime());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
      }
    }
    tail.close();
    clock.stop();
    if (threads instanceof ExecutorService service) {
      service.shutdown();
    }
  }
}
