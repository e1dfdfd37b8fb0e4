package org.dwsaudit.bench.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dwsaudit.bench.bed.PgDatabase;
import org.dwsaudit.bench.peer.RowCopy;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;

/**
 * Events a second from the first append until every view has the last: the rate at which events may
 * come for hours without the views falling further and further behind. Beside COPY of the same rows
 * into the log.
 */
public final class ViewsRate implements Measure {

  @Override
  public String name() {
    return "views-rate";
  }

  @Override
  public Goal goal() {
    return Goal.atLeast(0.2, 0.4);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    Stage.Served served = stage.viewed();
    PgDatabase database = stage.bed().database("copy_viewed");
    RowCopy copy = new RowCopy(served.database());
    long[] range = new long[2];
    try (ViewStatus views = new ViewStatus(served.server().uri())) {
      Rounds rounds =
          new Rounds(stage.scale().budget())
              .with(
                  "views_events_per_s",
                  () -> {
                    BulkLoad load = new BulkLoad(stage, served, stage.scale().bulkEvents());
                    range[0] = served.lastPosition();
                    double perSecond =
                        Rounds.perSecond(
                            load.events(),
                            () -> {
                              load.send();
                              views.awaitCaughtUp();
                            });
                    range[1] = served.lastPosition();
                    return perSecond;
                  })
              .with(
                  "copy_rows_per_s",
                  () -> {
                    copy.prepare(database);
                    RowCopy.Rows rows = copy.rows(range[0], range[1]);
                    return Rounds.perSecond(rows.events(), () -> copy.in(database, rows));
                  })
              .run(stage.scale().rounds());
      Map<String, Object> detail = new LinkedHashMap<>(rounds.medians());
      detail.put("events_a_round", stage.scale().bulkEvents());
      return Result.of(
          name(),
          "events/s",
          rounds.median("views_events_per_s"),
          rounds.median("copy_rows_per_s"),
          goal(),
          detail);
    }
  }
}
