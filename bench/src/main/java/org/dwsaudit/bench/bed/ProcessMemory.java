package org.dwsaudit.bench.bed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What processes took of memory, as Linux counts it. */
public final class ProcessMemory {

  private static final String PEAK = "VmHWM:";
  private static final int KIB = 1024;
  private static final int SAMPLE_MS = 20;

  private ProcessMemory() {}

  /** The most that a process has had in memory at once. */
  public static double peakBytes(long pid) throws IOException {
    return peak(pid).orElseThrow(() -> new IOException("no such process: " + pid));
  }

  /** The same of a command until it ends, well. */
  public static double peakBytes(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    double most = 0;
    while (!process.waitFor(SAMPLE_MS, TimeUnit.MILLISECONDS)) {
      most = Math.max(most, peak(process.pid()).orElse(0.0));
    }
    if (process.exitValue() != 0) {
      throw new IOException(command.getLast() + ": exit status " + process.exitValue());
    }
    return most;
  }

  private static Optional<Double> peak(long pid) throws IOException {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith(PEAK))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .map(kib -> Double.parseDouble(kib) * KIB)
          .findFirst();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
