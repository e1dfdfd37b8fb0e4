package org.dwsaudit.compliance.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.dwsaudit.schema.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Lets reading the log and writing the bundle go on at the same time: one thread reads, a bounded
 * way ahead, the caller's writes.
 */
final class ReadAhead {

  private static final int BATCHES = 4;
  private static final int BATCH_EVENTS = 256;
  private static final int BATCH_CHARACTERS = 1024 * 1024;

  /**
   * @param failure with which reading ended; null while it goes on
   * @param last whether nothing follows
   */
  private record Batch(
      List<RecordedEvent> events, boolean last, @Nullable RuntimeException failure) {}

  private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(BATCHES);
  private List<RecordedEvent> filling = new ArrayList<>();
  private long characters;

  private ReadAhead() {}

  /**
   * Runs a scan and hands everything over in order; what either side throws ends both.
   *
   * @param scan hands events to its consumer
   */
  static void run(Consumer<Consumer<RecordedEvent>> scan, Consumer<RecordedEvent> events) {
    ReadAhead ahead = new ReadAhead();
    // interrupting a virtual thread would close the connection that it reads from
    Thread reading =
        Thread.ofPlatform().daemon().name("bundle-reader").start(() -> ahead.read(scan));
    try {
      ahead.takeAll(events);
    } finally {
      reading.interrupt();
    }
  }

  private void read(Consumer<Consumer<RecordedEvent>> scan) {
    try {
      put(lastOf(scan));
    } catch (CancellationException e) {
      // nobody takes it any more
    }
  }

  private Batch lastOf(Consumer<Consumer<RecordedEvent>> scan) {
    try {
      scan.accept(this::add);
      return new Batch(filling, true, null);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      return new Batch(filling, true, e);
    } catch (Error e) {
      // who waits for it must hear of it
      return new Batch(List.of(), true, new IllegalStateException("reading ended", e));
    }
  }

  private void add(RecordedEvent event) {
    filling.add(event);
    characters += event.event().contentCharacters();
    if (filling.size() == BATCH_EVENTS || characters >= BATCH_CHARACTERS) {
      put(new Batch(filling, false, null));
      filling = new ArrayList<>();
      characters = 0;
    }
  }

  private void put(Batch batch) {
    try {
      batches.put(batch);
    } catch (InterruptedException e) {
      throw new CancellationException("the bundle is given up");
    }
  }

  private void takeAll(Consumer<RecordedEvent> events) {
    while (true) {
      Batch batch = take();
      batch.events().forEach(events);
      if (batch.failure() != null) {
        throw batch.failure();
      }
      if (batch.last()) {
        return;
      }
    }
  }

  private Batch take() {
    try {
      return batches.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }
}
