package org.dwsaudit.schema.bundle;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log's lines on all processors and hands their steps over in order. It holds a bounded
 * number of lines.
 */
final class StepPipeline implements AutoCloseable {

  private static final int BATCH_LINES = 256;
  private static final int BATCH_BYTES = 1024 * 1024;

  private final int depth = 2 * Runtime.getRuntime().availableProcessors();
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().daemon().name("verify-", 1).factory());

  /**
   * @param failure of the line behind the last step
   */
  private record Batch(List<LogStep> steps, @Nullable RuntimeException failure) {}

  /**
   * Hands over every step, up to the first line that is wrong.
   *
   * @throws BundleException as {@link StepReader#read}, and what the consumer throws
   */
  void run(LineReader lines, Consumer<LogStep> inOrder) throws IOException {
    Queue<Future<Batch>> ahead = new ArrayDeque<>();
    boolean more = true;
    while (true) {
      while (more && ahead.size() < depth) {
        List<byte[]> batch = read(lines);
        more = !batch.isEmpty();
        if (more) {
          ahead.add(workers.submit(() -> parse(batch)));
        }
      }
      Future<Batch> next = ahead.poll();
      if (next == null) {
        return;
      }
      Batch parsed = get(next);
      parsed.steps().forEach(inOrder);
      if (parsed.failure() != null) {
        throw parsed.failure();
      }
    }
  }

  private static List<byte[]> read(LineReader lines) throws IOException {
    List<byte[]> batch = new ArrayList<>();
    int bytes = 0;
    while (batch.size() < BATCH_LINES && bytes < BATCH_BYTES) {
      byte[] line = lines.next();
      if (line == null) {
        break;
      }
      bytes += line.length;
      batch.add(line);
    }
    return batch;
  }

  private static Batch parse(List<byte[]> lines) {
    List<LogStep> steps = new ArrayList<>(lines.size());
    try {
      for (byte[] line : lines) {
        steps.add(StepReader.read(LineReader.text(line)));
      }
      return new Batch(steps, null);
    } catch (RuntimeException e) {
      return new Batch(steps, e);
    }
  }

  private static Batch get(Future<Batch> batch) {
    try {
      return batch.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
