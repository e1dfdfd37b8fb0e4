package org.dwsaudit.bench.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dwsaudit.bench.peer.RowCopy;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;

/**
 * Events a second of a rebuild of the sessions view, from the request until readers see the new
 * rows; beside COPY of the whole log to standard output.
 */
public final class RebuildRate implements Measure {

  private static final int ROUNDS_MAX = 3;

  @Override
  public String name() {
    return "rebuild-sessions";
  }

  @Override
  public Goal goal() {
    return Goal.atLeast(0.25, 0.5);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    Stage.Served served = stage.viewed();
    int wanted = stage.scale().bulkEvents();
    if (served.lastPosition() < wanted) {
      new BulkLoad(stage, served, wanted).send();
    }
    long events = served.lastPosition();
    RowCopy copy = new RowCopy(served.database());
    try (ViewStatus views = new ViewStatus(served.server().uri())) {
      views.awaitCaughtUp();
      Rounds rounds =
          new Rounds(stage.scale().budget())
              .with("rebuild_events_per_s", () -> events * 1e9 / views.rebuild("sessions"))
              .with("copy_rows_per_s", () -> Rounds.perSecond(events, copy::all))
              .run(Math.min(ROUNDS_MAX, stage.scale().rounds()));
      Map<String, Object> detail = new LinkedHashMap<>(rounds.medians());
      detail.put("events", events);
      return Result.of(
          name(),
          "events/s",
          rounds.median("rebuild_events_per_s"),
          rounds.median("copy_rows_per_s"),
          goal(),
          detail);
    }
  }
}
