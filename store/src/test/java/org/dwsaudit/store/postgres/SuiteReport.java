package org.dwsaudit.store.postgres;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Says at the end how many cases of a suite ran, those of nested classes included. */
final class SuiteReport implements TestWatcher, AfterAllCallback {

  private final AtomicInteger passed = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger skipped = new AtomicInteger();

  @Override
  public void testSuccessful(ExtensionContext context) {
    passed.incrementAndGet();
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    failed.incrementAndGet();
  }

  @Override
  public void testAborted(ExtensionContext context, Throwable cause) {
    skipped.incrementAndGet();
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    skipped.incrementAndGet();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    boolean nested = context.getRequiredTestClass().isMemberClass();
    if (!nested) {
      System.out.printf(
          "Axon's StorageEngineTestSuite on PostgreSQL: %d cases passed, %d failed, %d skipped%n",
          passed.get(), failed.get(), skipped.get());
    }
  }
}
