package org.dwsaudit.bench.measure;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;
import org.dwsaudit.schema.bundle.BundleProgress;
import org.dwsaudit.schema.bundle.BundleVerifier;

/**
 * Events a second of the check of a bundle; beside SHA-256 over the same bytes, unpacked and in
 * memory, by one thread.
 */
public final class BundleVerify implements Measure {

  private static final int ROUNDS_MAX = 5;

  @Override
  public String name() {
    return "bundle-verify";
  }

  @Override
  public Goal goal() {
    return Goal.atLeast(0.1, 0.3);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    int events = stage.scale().bulkEvents();
    Path file;
    try (BundleLog log = new BundleLog(stage, "bundles").fill(events)) {
      file = log.export();
    }
    try {
      byte[] lines = unpacked(file);
      Rounds rounds =
          new Rounds(stage.scale().budget())
              .with("verify_events_per_s", () -> Rounds.perSecond(events, () -> verify(file)))
              .with("sha256_events_per_s", () -> Rounds.perSecond(events, () -> hash(lines)))
              .run(Math.min(ROUNDS_MAX, stage.scale().rounds()));
      Map<String, Object> detail = new LinkedHashMap<>(rounds.medians());
      detail.put("events", events);
      detail.put("file_bytes", Files.size(file));
      detail.put("unpacked_bytes", lines.length);
      return Result.of(
          name(),
          "events/s",
          rounds.median("verify_events_per_s"),
          rounds.median("sha256_events_per_s"),
          goal(),
          detail);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static byte[] unpacked(Path file) throws Exception {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry log = zip.getEntry("log.ndjson");
      try (InputStream in = zip.getInputStream(log)) {
        return in.readAllBytes();
      }
    }
  }

  private static void verify(Path file) throws Exception {
    new BundleVerifier(file, Optional.empty(), Optional.empty()).verify(BundleProgress.NONE);
  }

  private static void hash(byte[] lines) throws Exception {
    MessageDigest.getInstance("SHA-256").digest(lines);
  }
}
