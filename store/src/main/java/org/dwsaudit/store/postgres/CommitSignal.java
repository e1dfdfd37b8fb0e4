package org.dwsaudit.store.postgres;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.Registration;

/**
 * Wakes open streams: at once for what this process commits, and every {@value #POLL_MS} ms for
 * what others do.
 */
final class CommitSignal implements AutoCloseable {

  private static final int POLL_MS = 200;

  private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("log-signal").factory());

  CommitSignal() {
    var unused =
        scheduler.scheduleWithFixedDelay(this::wake, POLL_MS, POLL_MS, TimeUnit.MILLISECONDS);
  }

  Registration register(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Returns at once; the streams are woken by another thread. */
  void committed() {
    if (!listeners.isEmpty() && !scheduler.isShutdown()) {
      scheduler.execute(this::wake);
    }
  }

  private void wake() {
    listeners.forEach(Runnable::run);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
