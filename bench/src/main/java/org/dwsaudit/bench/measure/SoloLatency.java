package org.dwsaudit.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dwsaudit.bench.bed.PgDatabase;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.bench.events.EventSource;
import org.dwsaudit.bench.peer.RowCopy;
import org.dwsaudit.bench.peer.RowInsert;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;
import org.dwsaudit.schema.grpc.v1.AppendRequest;

/** How long a lone caller waits for one event, beside one INSERT and its commit. */
public final class SoloLatency implements Measure {

  private static final double OPEN_LOOP_PER_SECOND = 100;

  @Override
  public String name() {
    return "single-append-latency-p50";
  }

  @Override
  public Goal goal() {
    return Goal.atMost(2.5, 1.5);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    Stage.Served served = stage.served();
    PgDatabase peer = stage.bed().database("insert");
    int calls = stage.scale().soloEvents();
    List<Latency> ours = new ArrayList<>();
    List<Latency> theirs = new ArrayList<>();
    Rounds rounds = new Rounds(stage.scale().budget());
    long[] before = new long[1];
    rounds
        .with(
            "ours_p50_ms",
            () -> {
              List<AppendRequest> requests = requests(stage, calls);
              before[0] = served.lastPosition();
              return p50(
                  ours, Latency.closedLoop(calls, i -> served.client().append(requests.get(i))));
            })
        .with(
            "insert_p50_ms",
            () -> {
              new RowCopy(served.database()).prepare(peer);
              List<RowInsert.Row> rows =
                  RowInsert.rows(served.database(), before[0], served.lastPosition());
              try (RowInsert insert = new RowInsert(peer)) {
                return p50(
                    theirs, Latency.closedLoop(rows.size(), i -> insert.insert(rows.get(i))));
              }
            })
        .run(stage.scale().rounds());
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("ours", Latency.withoutWarmUp(ours).summary());
    detail.put("insert", Latency.withoutWarmUp(theirs).summary());
    List<AppendRequest> timetable = requests(stage, calls);
    detail.put(
        "ours_at_%d_per_s".formatted((int) OPEN_LOOP_PER_SECOND),
        Latency.openLoop(calls, OPEN_LOOP_PER_SECOND, i -> served.client().append(timetable.get(i)))
            .summary());
    return Result.of(
        name(), "ms", rounds.median("ours_p50_ms"), rounds.median("insert_p50_ms"), goal(), detail);
  }

  private static double p50(List<Latency> all, Latency round) {
    all.add(round);
    return round.millis(50);
  }

  private static List<AppendRequest> requests(Stage stage, int count) {
    EventSource events = stage.events();
    List<AppendRequest> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      requests.add(EventForms.request(List.of(events.next())));
    }
    return requests;
  }
}
