package org.dwsaudit.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several callers at once, each on a thread of its own. */
final class Callers {

  private Callers() {}

  /** One caller, by its number from 0. */
  interface Caller {
    void run(int number) throws Exception;
  }

  /** Returns when all are done; fails as the first that failed did. */
  static void run(int count, Caller caller) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int number = i;
        running.add(
            threads.submit(
                () -> {
                  caller.run(number);
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }
}
