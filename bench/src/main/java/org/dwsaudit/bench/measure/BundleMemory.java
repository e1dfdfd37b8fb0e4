package org.dwsaudit.bench.measure;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dwsaudit.bench.bed.ProcessMemory;
import org.dwsaudit.bench.bed.ServerProcess;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;

/**
 * The most memory that a fresh server with a small heap takes for the export of a large bundle, and
 * a fresh process for its check, each beside the same with a small one; the larger of the two
 * ratios.
 */
public final class BundleMemory implements Measure {

  private static final int SMALL = 20_000;

  /** Of the server; left to itself it lets garbage lie as long as there is room. */
  private static final int HEAP_MEGABYTES = 256;

  private static final double MEGABYTE = 1_000_000;

  @Override
  public String name() {
    return "bundle-memory";
  }

  @Override
  public Goal goal() {
    return Goal.atMost(1.3, 1.0);
  }

  /** Bytes at most, of the server while it exports and of the check. */
  private record Peak(double export, double verify) {}

  @Override
  public Result measure(Stage stage) throws Exception {
    int large = stage.scale().expiringEvents();
    Peak small = peak(stage, SMALL);
    Peak grown = peak(stage, large);
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("events", large);
    detail.put("small_events", SMALL);
    detail.put("export_mb", grown.export() / MEGABYTE);
    detail.put("export_small_mb", small.export() / MEGABYTE);
    detail.put("verify_mb", grown.verify() / MEGABYTE);
    detail.put("verify_small_mb", small.verify() / MEGABYTE);
    boolean export = grown.export() / small.export() > grown.verify() / small.verify();
    return Result.of(
        name(),
        "MB",
        (export ? grown.export() : grown.verify()) / MEGABYTE,
        (export ? small.export() : small.verify()) / MEGABYTE,
        goal(),
        detail);
  }

  private static Peak peak(Stage stage, int events) throws Exception {
    try (BundleLog log = new BundleLog(stage, "memory").fill(events)) {
      log.restart(HEAP_MEGABYTES);
      Path file = Files.createTempFile(stage.bed().folder(), "bundle-", ".zip");
      try (OutputStream out = Files.newOutputStream(file)) {
        log.export(out);
      }
      double export = ProcessMemory.peakBytes(log.served().server().pid());
      double verify = ProcessMemory.peakBytes(ServerProcess.verb("verify", file.toString()));
      Files.delete(file);
      return new Peak(export, verify);
    }
  }
}
