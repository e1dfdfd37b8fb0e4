package org.dwsaudit.bench.measure;

import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dwsaudit.bench.peer.RowCopy;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;

/**
 * Events a second of a bundle of a whole log, over HTTP to nowhere; beside COPY of the same rows to
 * standard output.
 */
public final class BundleExport implements Measure {

  private static final int ROUNDS_MAX = 3;

  @Override
  public String name() {
    return "bundle-export";
  }

  @Override
  public Goal goal() {
    return Goal.atLeast(0.15, 0.3);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    int events = stage.scale().bulkEvents();
    try (BundleLog log = new BundleLog(stage, "bundles").fill(events)) {
      RowCopy copy = new RowCopy(log.database());
      Rounds rounds =
          new Rounds(stage.scale().budget())
              .with(
                  "bundle_events_per_s",
                  () -> Rounds.perSecond(events, () -> log.export(OutputStream.nullOutputStream())))
              .with("copy_rows_per_s", () -> Rounds.perSecond(events, copy::all))
              .run(Math.min(ROUNDS_MAX, stage.scale().rounds()));
      Map<String, Object> detail = new LinkedHashMap<>(rounds.medians());
      detail.put("events", events);
      return Result.of(
          name(),
          "events/s",
          rounds.median("bundle_events_per_s"),
          rounds.median("copy_rows_per_s"),
          goal(),
          detail);
    }
  }
}
