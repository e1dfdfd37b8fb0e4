package org.dwsaudit.app.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something to become true, for a bounded time. */
public final class Await {

  public static final Duration DEADLINE = Duration.ofSeconds(90);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private Await() {}

  /**
   * @throws AssertionError if it did not become true before the deadline
   */
  public static void until(BooleanSupplier condition, Supplier<String> expected) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > DEADLINE.toNanos()) {
        throw new AssertionError("not within %s: %s".formatted(DEADLINE, expected.get()));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }
}
