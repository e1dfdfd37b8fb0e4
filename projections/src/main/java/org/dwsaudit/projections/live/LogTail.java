package org.dwsaudit.projections.live;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.dwsaudit.projections.query.LogStretch;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.event.Position;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one reader of the log that all subscribers share. What this server commits it takes from
 * memory as long as that follows on what it has; anything else it reads from the database, woken by
 * other servers' commits and every {@value #LOOK_MS} ms in any case. While nobody subscribes it
 * does nothing at all.
 */
final class LogTail implements CommitFeed.Follower, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LogTail.class);

  private static final int LOOK_MS = 500;
  private static final int PAUSE_MS_MAX = 5_000;
  private static final int PAGE_EVENTS = 500;

  private final LiveLog stored;
  private final CommitFeed feed;
  private final LiveWindow window;
  private final long inboxBytesMax;
  private final Consumer<Throwable> onBroken;
  private final ConcurrentLinkedQueue<Inboxed> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicLong inboxBytes = new AtomicLong();
  private volatile boolean mustLook;
  private volatile boolean closed;
  private volatile CommitFeed.@Nullable Following following;
  private volatile @Nullable Thread thread;
  private volatile long lookedNanos;
  private long nextLookNanos;
  private int failures;

  private record Inboxed(CommitFeed.Group group, long bytes) {}

  /**
   * @param onBroken is told of a failure that no other try will mend
   */
  LogTail(
      LiveLog stored,
      CommitFeed feed,
      LiveWindow window,
      LiveLimits limits,
      Consumer<Throwable> onBroken) {
    this.stored = stored;
    this.feed = feed;
    this.window = window;
    this.inboxBytesMax = limits.recentBytesMax();
    this.onBroken = onBroken;
  }

  /** Steps whenever there may be something to do, on a thread of its own. */
  void run() {
    thread = Thread.ofPlatform().daemon().name("live-tail").start(this::loop);
  }

  /** Begins to follow behind a position. */
  void start(Position head) {
    window.open(head.value());
    lookedNanos = System.nanoTime();
    nextLookNanos = lookedNanos;
    mustLook = true;
    following = feed.follow(this);
    unpark();
  }

  /** Ends it; to be started again. */
  void stop() {
    CommitFeed.Following current = following;
    following = null;
    if (current != null) {
      current.stop();
    }
    window.close();
  }

  /** How long ago the log was last known to hold nothing more; zero while nobody follows. */
  long silenceNanos() {
    return following == null ? 0 : Math.max(0, System.nanoTime() - lookedNanos);
  }

  @Override
  public void committed(CommitFeed.Group group) {
    long bytes = group.bytes();
    if (inboxBytes.addAndGet(bytes) > inboxBytesMax) {
      inboxBytes.addAndGet(-bytes);
      mustLook = true; // it is in the log
    } else {
      inbox.add(new Inboxed(group, bytes));
    }
    unpark();
  }

  @Override
  public void changed() {
    mustLook = true;
    unpark();
  }

  private void unpark() {
    LockSupport.unpark(thread);
  }

  private void loop() {
    while (!closed) {
      try {
        await();
        step();
      } catch (RuntimeException e) {
        // whatever it is, a tail that ends would end all streams in silence
        log.error("following the log failed; it is looked at again", e);
        mustLook = true;
      }
    }
  }

  private void await() {
    if (following == null) {
      LockSupport.park(this);
      return;
    }
    long wait = nextLookNanos - System.nanoTime();
    boolean told = !inbox.isEmpty() || (mustLook && failures == 0);
    if (wait > 0 && !told) {
      LockSupport.parkNanos(this, wait);
    }
  }

  /** Takes what was told, and looks at the log if that is not enough or it is time to. */
  void step() {
    for (Inboxed next = inbox.poll(); next != null; next = inbox.poll()) {
      inboxBytes.addAndGet(-next.bytes());
      if (following != null) {
        take(next.group());
      }
    }
    long now = System.nanoTime();
    boolean due = now - nextLookNanos >= 0;
    if (following != null && (due || (mustLook && failures == 0))) {
      look();
    }
  }

  private void take(CommitFeed.Group group) {
    long tail = window.tail();
    long after = group.after().value();
    long upTo = group.upTo().value();
    if (after > tail) {
      mustLook = true;
    } else if (upTo > tail) {
      window.publish(after, group.events(), upTo, System.nanoTime());
      lookedNanos = System.nanoTime();
    }
  }

  private void look() {
    mustLook = false;
    try {
      LogStretch stretch;
      do {
        long tail = window.tail();
        stretch = stored.after(new Position(tail), PAGE_EVENTS);
        window.publish(tail, stretch.events(), stretch.upTo().value(), System.nanoTime());
      } while (!stretch.atEnd() && following != null);
      failures = 0;
      lookedNanos = System.nanoTime();
      nextLookNanos = lookedNanos + TimeUnit.MILLISECONDS.toNanos(LOOK_MS);
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void failed(RuntimeException failure) {
    failures = Math.min(failures + 1, 10);
    long pause = Math.min(PAUSE_MS_MAX, (long) LOOK_MS << failures);
    nextLookNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
    if (failure instanceof AuditException known && known.code().retryable()) {
      if (failures == 1) {
        log.warn("the log cannot be read; live streams wait: {}", failure.getMessage());
      }
    } else {
      log.error("the log cannot be followed from position {}", window.tail(), failure);
      onBroken.accept(failure);
    }
  }

  @Override
  public void close() {
    closed = true;
    stop();
    unpark();
  }
}
