package org.dwsaudit.projections.webhook;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dwsaudit.projections.live.Outlet;
import org.dwsaudit.projections.live.Subscription;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a subscription's next events at the live tail, without a thread: calls once, when there
 * are enough for a batch or the first has waited long enough.
 */
final class Waiter implements Outlet {

  private static final Duration AFTER_END = Duration.ofSeconds(2);

  private final int enough;
  private final Duration patience;
  private final ScheduledExecutorService clock;
  private final Runnable wake;
  private final AtomicBoolean done = new AtomicBoolean();
  private volatile @Nullable Subscription subscription;
  private volatile @Nullable Position passed;
  private int seen;

  /**
   * @param patience how long the first event may wait for others
   */
  Waiter(int enough, Duration patience, ScheduledExecutorService clock, Runnable wake) {
    this.enough = enough;
    this.patience = patience;
    this.clock = clock;
    this.wake = wake;
  }

  @Override
  public void open(Subscription opened, Position from) {
    subscription = opened;
    if (done.get()) {
      opened.cancel();
    }
  }

  @Override
  public boolean isReady() {
    return !done.get();
  }

  @Override
  public void event(RecordedEvent disclosed) {
    seen++;
    if (seen >= enough || patience.isZero()) {
      finish();
    } else if (seen == 1) {
      clock.schedule(this::finish, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void heartbeat(Position upTo) {
    if (seen == 0) {
      passed = upTo;
      finish();
    }
  }

  /** Up to where there was nothing; null if there may be something. */
  @Nullable Position passed() {
    return passed;
  }

  @Override
  public void flush() {}

  @Override
  public void end(Throwable reason, Position resumeAfter) {
    if (!done.get()) {
      clock.schedule(this::finish, AFTER_END.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void finish() {
    if (done.compareAndSet(false, true)) {
      stop();
      wake.run();
    }
  }

  /** Waits no longer, and calls nobody. */
  void cancel() {
    done.set(true);
    stop();
  }

  private void stop() {
    Subscription open = subscription;
    if (open != null) {
      open.cancel();
    }
  }
}
