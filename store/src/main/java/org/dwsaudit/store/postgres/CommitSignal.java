package org.dwsaudit.store.postgres;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.common.Registration;

/** Wakes open streams when there may be new events, and every {@value #POLL_MS} ms in any case. */
final class CommitSignal {

  private static final int POLL_MS = 200;

  private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService scheduler;
  private final AtomicBoolean waking = new AtomicBoolean();

  CommitSignal(ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
    var unused =
        scheduler.scheduleWithFixedDelay(this::wake, POLL_MS, POLL_MS, TimeUnit.MILLISECONDS);
  }

  Registration register(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Returns at once; the streams are woken by another thread, once for many commits. */
  void committed() {
    if (!listeners.isEmpty() && !scheduler.isShutdown() && waking.compareAndSet(false, true)) {
      scheduler.execute(this::wake);
    }
  }

  private void wake() {
    waking.set(false);
    listeners.forEach(Runnable::run);
  }
}
