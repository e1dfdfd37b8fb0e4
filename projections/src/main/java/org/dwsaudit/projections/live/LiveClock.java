package org.dwsaudit.projections.live;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ticks while somebody subscribes: one clock for all subscribers. For one thread at a time. */
interface LiveClock {

  void start(Runnable tick);

  void stop();

  /** One that ticks so often, on a thread of its own. */
  static LiveClock every(Duration period) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live-clock").factory());
    return new LiveClock() {
      private @Nullable ScheduledFuture<?> ticking;

      @Override
      public void start(Runnable tick) {
        long millis = period.toMillis();
        ticking = thread.scheduleWithFixedDelay(tick, millis, millis, TimeUnit.MILLISECONDS);
      }

      @Override
      public void stop() {
        if (ticking != null) {
          ticking.cancel(false);
        }
      }
    };
  }
}
