package org.dwsaudit.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.dwsaudit.bench.bed.PgDatabase;
import org.dwsaudit.bench.client.AppendStream;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.bench.events.EventSource;
import org.dwsaudit.bench.peer.RowCopy;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;
import org.dwsaudit.schema.grpc.v1.AppendRequest;

/**
 * Events a second over several gRPC streams, in units of a thousand, until the last is
 * acknowledged; beside COPY of the very rows that came of it into tables like ours, over one
 * connection and over two, whichever is faster.
 */
public final class BulkAppend implements Measure {

  private static final int UNIT = 1_000;
  private static final int STREAMS = 4;

  @Override
  public String name() {
    return "bulk-append";
  }

  @Override
  public Goal goal() {
    return Goal.atLeast(0.5, 0.7);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    Round round = new Round(stage);
    Rounds rounds =
        new Rounds(stage.scale().budget())
            .with("ours_events_per_s", round::ours)
            .with("copy_1_connection_rows_per_s", round::copyOne)
            .with("copy_2_connections_rows_per_s", round::copyTwo)
            .run(stage.scale().rounds());
    double peer =
        Math.max(
            rounds.median("copy_1_connection_rows_per_s"),
            rounds.median("copy_2_connections_rows_per_s"));
    Map<String, Object> detail = new LinkedHashMap<>(rounds.medians());
    detail.put("events_a_round", round.units() * UNIT);
    detail.put("units_refused_and_sent_again", round.resends.sum());
    detail.put("streams", STREAMS);
    detail.put("unit_events", UNIT);
    return Result.of(name(), "events/s", rounds.median("ours_events_per_s"), peer, goal(), detail);
  }

  /** What a round does; each contender has the rows that the one before stored. */
  private static final class Round {

    private final Stage stage;
    private final Stage.Served served;
    private final RowCopy copy;
    private final PgDatabase one;
    private final PgDatabase two;
    private RowCopy.Rows all = new RowCopy.Rows(new byte[0], new byte[0], 0);
    private List<RowCopy.Rows> halves = List.of();
    private final LongAdder resends = new LongAdder();

    Round(Stage stage) throws Exception {
      this.stage = stage;
      this.served = stage.served();
      this.copy = new RowCopy(served.database());
      this.one = stage.bed().database("copy_one");
      this.two = stage.bed().database("copy_two");
    }

    int units() {
      return Math.max(STREAMS, stage.scale().bulkEvents() / UNIT);
    }

    double ours() throws Exception {
      List<List<AppendRequest>> streams = requests();
      long before = served.lastPosition();
      double perSecond =
          Rounds.perSecond(
              (long) units() * UNIT, () -> Callers.run(STREAMS, i -> send(streams.get(i))));
      long after = served.lastPosition();
      copy.prepare(one);
      copy.prepare(two);
      long middle = (before + after) / 2;
      all = copy.rows(before, after);
      halves = List.of(copy.rows(before, middle), copy.rows(middle, after));
      return perSecond;
    }

    private List<List<AppendRequest>> requests() {
      EventSource events = stage.events();
      List<List<AppendRequest>> streams = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        streams.add(new ArrayList<>());
      }
      for (int i = 0; i < units(); i++) {
        streams.get(i % STREAMS).add(EventForms.request(events.next(UNIT)));
      }
      return streams;
    }

    private void send(List<AppendRequest> units) {
      try (AppendStream stream = served.client().stream()) {
        units.forEach(stream::send);
        stream.drain();
        resends.add(stream.resends());
      }
    }

    double copyOne() throws Exception {
      return Rounds.perSecond(all.events(), () -> copy.in(one, all));
    }

    double copyTwo() throws Exception {
      return Rounds.perSecond(
          all.events(), () -> Callers.run(halves.size(), i -> copy.in(two, halves.get(i))));
    }
  }
}
