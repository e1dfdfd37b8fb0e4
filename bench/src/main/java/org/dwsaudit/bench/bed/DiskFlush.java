package org.dwsaudit.bench.bed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.HdrHistogram.Histogram;

/**
 * How long the disk takes to write 8 KiB and flush it, as a commit does: pg_test_fsync's question.
 */
record DiskFlush(double p50Micros, double p99Micros) {

  private static final int BLOCK_BYTES = 8 << 10;
  private static final int FLUSHES = 300;

  static DiskFlush measure(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "flush-", ".bin");
    Histogram nanos = new Histogram(3);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
      for (int i = 0; i < FLUSHES; i++) {
        block.clear();
        long start = System.nanoTime();
        channel.write(block, 0);
        channel.force(false);
        nanos.recordValue(System.nanoTime() - start);
      }
    } finally {
      Files.deleteIfExists(file);
    }
    return new DiskFlush(
        nanos.getValueAtPercentile(50) / 1e3, nanos.getValueAtPercentile(99) / 1e3);
  }
}
