package org.dwsaudit.projections.webhook;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dwsaudit.projections.live.LiveEvents;
import org.dwsaudit.projections.live.LiveRequest;
import org.dwsaudit.projections.live.StartPoint;
import org.dwsaudit.projections.webhook.Courier.Next;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorClass;
import org.dwsaudit.schema.event.Position;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a courier while there is something to do, on a virtual thread; between that there is no
 * thread, only a date with the clock or a place at the live tail. {@link #wake} has it look, once
 * for many calls.
 */
final class CourierLoop {

  private static final Logger log = LoggerFactory.getLogger(CourierLoop.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
  private static final Duration AFTER_FAULT = Duration.ofSeconds(10);
  private static final int STEPS_IN_A_ROW = 1_000;

  private final Courier courier;
  private final Desk desk;
  private final LiveEvents live;
  private final Executor threads;
  private final ScheduledExecutorService clock;
  private final AtomicInteger wakes = new AtomicInteger();
  private volatile boolean stopped;

  // the thread at work has these
  private @Nullable Waiter waiter;
  private @Nullable Future<?> alarm;

  CourierLoop(
      Courier courier,
      Desk desk,
      LiveEvents live,
      Executor threads,
      ScheduledExecutorService clock) {
    this.courier = courier;
    this.desk = desk;
    this.live = live;
    this.threads = threads;
    this.clock = clock;
  }

  void wake() {
    if (wakes.getAndIncrement() == 0) {
      try {
        threads.execute(this::lookAfter);
      } catch (RejectedExecutionException e) {
        // the server stops; another goes on from what the database has
        stopped = true;
      }
    }
  }

  /** Stops after the try that is under way; that one's end is not written down any more. */
  void stop() {
    stopped = true;
    wake();
  }

  private void lookAfter() {
    int known = wakes.get();
    while (known != 0) {
      work();
      known = wakes.addAndGet(-known);
    }
  }

  private void work() {
    Position passed = disarm();
    if (stopped) {
      return;
    }
    try {
      if (passed != null) {
        courier.passed(passed);
      }
      goOn();
    } catch (AuditException e) {
      boolean passes = e.code().errorClass() == ErrorClass.OVERLOAD;
      if (!passes) {
        log.error("a subscription cannot be delivered; it is tried again", e);
      }
      sleep(passes ? AFTER_TROUBLE : AFTER_FAULT);
    } catch (RuntimeException e) {
      log.error("a subscription cannot be delivered; it is tried again", e);
      sleep(AFTER_FAULT);
    }
  }

  private void goOn() {
    for (int i = 0; i < STEPS_IN_A_ROW && !stopped; i++) {
      switch (courier.step()) {
        case Next.Again _ -> {}
        case Next.Sleep(Duration time) -> {
          sleep(time);
          return;
        }
        case Next.Follow follow -> {
          follow(follow);
          return;
        }
        case Next.Stop _ -> {
          // the next tick ends the loop, unless the subscription came back meanwhile
          sleep(AFTER_TROUBLE);
          return;
        }
      }
    }
    wake();
  }

  private void sleep(Duration time) {
    alarm = clock.schedule(this::wake, Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
  }

  private void follow(Next.Follow follow) {
    Waiter next =
        new Waiter(follow.subscription().batchSize(), follow.patience(), clock, this::wake);
    waiter = next;
    live.subscribe(
        new LiveRequest(
            follow.subscription().owner(),
            follow.subscription().filter(),
            new StartPoint.After(follow.from()),
            desk.disclosure(follow.subscription())),
        next);
  }

  /** Ends what was waited for; gives the position up to which there was nothing. */
  private @Nullable Position disarm() {
    Waiter waited = waiter;
    waiter = null;
    if (waited != null) {
      waited.cancel();
    }
    Future<?> armed = alarm;
    alarm = null;
    if (armed != null) {
      armed.cancel(false);
    }
    return waited == null ? null : waited.passed();
  }
}
