package org.dwsaudit.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dwsaudit.bench.bed.PgDatabase;
import org.dwsaudit.bench.client.AppendStream;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.bench.events.EventSource;
import org.dwsaudit.bench.peer.RowCopy;
import org.dwsaudit.bench.peer.RowInsert;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;
import org.dwsaudit.schema.grpc.v1.AppendRequest;

/**
 * Events a second of 64 callers that append one event a call and wait until it is committed, by
 * unary calls and over a stream each, whichever is faster; beside one INSERT a transaction over as
 * many connections. One and sixteen callers are in the detail.
 */
public final class SingleAppend implements Measure {

  private static final List<Integer> CALLERS = List.of(64, 16, 1);
  private static final int MOST = 64;

  @Override
  public String name() {
    return "single-append-64";
  }

  @Override
  public Goal goal() {
    return Goal.atLeast(1.0, 1.5);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    Map<String, Object> detail = new LinkedHashMap<>();
    double ours = 0;
    double peer = 0;
    for (int callers : CALLERS) {
      stage.tell("%s: %d callers".formatted(name(), callers));
      Round round = new Round(stage, callers);
      Rounds rounds =
          new Rounds(stage.scale().budget())
              .with("unary_%d_events_per_s".formatted(callers), round::unary)
              .with("stream_%d_events_per_s".formatted(callers), round::streams)
              .with("insert_%d_rows_per_s".formatted(callers), round::insert)
              .run(callers == MOST ? stage.scale().rounds() : 1);
      detail.putAll(rounds.medians());
      detail.put(
          "unary_%d_latency".formatted(callers), Latency.withoutWarmUp(round.latencies).summary());
      if (callers == MOST) {
        ours =
            Math.max(
                rounds.median("unary_64_events_per_s"), rounds.median("stream_64_events_per_s"));
        peer = rounds.median("insert_64_rows_per_s");
      }
    }
    return Result.of(name(), "events/s", ours, peer, goal(), detail);
  }

  private static final class Round {

    private final Stage stage;
    private final Stage.Served served;
    private final PgDatabase peer;
    private final int callers;
    private final int calls;
    private final List<Latency> latencies = new ArrayList<>();
    private long stored;

    Round(Stage stage, int callers) throws Exception {
      this.stage = stage;
      this.served = stage.served();
      this.peer = stage.bed().database("insert");
      this.callers = callers;
      this.calls = Math.max(1, stage.scale().singleEvents() * callers / MOST / callers);
    }

    private long total() {
      return (long) callers * calls;
    }

    double unary() throws Exception {
      List<List<AppendRequest>> requests = requests();
      Latency latency = new Latency();
      latencies.add(latency);
      return Rounds.perSecond(
          total(),
          () ->
              Callers.run(
                  callers,
                  i -> {
                    List<AppendRequest> own = requests.get(i);
                    latency.add(Latency.closedLoop(calls, n -> served.client().append(own.get(n))));
                  }));
    }

    double streams() throws Exception {
      List<List<AppendRequest>> requests = requests();
      stored = served.lastPosition();
      return Rounds.perSecond(
          total(),
          () ->
              Callers.run(
                  callers,
                  i -> {
                    try (AppendStream stream = served.client().stream()) {
                      for (AppendRequest request : requests.get(i)) {
                        stream.send(request);
                        stream.drain();
                      }
                    }
                  }));
    }

    /** The rows that the streams stored. */
    double insert() throws Exception {
      new RowCopy(served.database()).prepare(peer);
      List<RowInsert.Row> rows = RowInsert.rows(served.database(), stored, served.lastPosition());
      List<RowInsert> connections = new ArrayList<>();
      try {
        for (int i = 0; i < callers; i++) {
          connections.add(new RowInsert(peer));
        }
        return Rounds.perSecond(
            rows.size(),
            () ->
                Callers.run(
                    callers,
                    i -> {
                      for (int n = i; n < rows.size(); n += callers) {
                        connections.get(i).insert(rows.get(n));
                      }
                    }));
      } finally {
        for (RowInsert connection : connections) {
          connection.close();
        }
      }
    }

    private List<List<AppendRequest>> requests() {
      List<List<AppendRequest>> requests = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        EventSource events = stage.events();
        List<AppendRequest> own = new ArrayList<>();
        for (int n = 0; n < calls; n++) {
          own.add(EventForms.request(List.of(events.next())));
        }
        requests.add(own);
      }
      return requests;
    }
  }
}
