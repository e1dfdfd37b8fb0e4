package org.dwsaudit.bench.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dwsaudit.bench.bed.PgDatabase;
import org.dwsaudit.bench.peer.RowCopy;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;

/**
 * Events a second over several gRPC streams, in units of a thousand, until the last is
 * acknowledged; beside COPY of the very rows that came of it into tables like ours, over one
 * connection and over two, whichever is faster.
 */
public final class BulkAppend implements Measure {

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
    detail.put("events_a_round", round.events);
    detail.put("units_refused_and_sent_again", round.resends);
    detail.put("streams", BulkLoad.STREAMS);
    detail.put("unit_events", BulkLoad.UNIT);
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
    private long events;
    private long resends;

    Round(Stage stage) throws Exception {
      this.stage = stage;
      this.served = stage.served();
      this.copy = new RowCopy(served.database());
      this.one = stage.bed().database("copy_one");
      this.two = stage.bed().database("copy_two");
    }

    double ours() throws Exception {
      BulkLoad load = new BulkLoad(stage, served, stage.scale().bulkEvents());
      events = load.events();
      long before = served.lastPosition();
      double perSecond = Rounds.perSecond(events, load::send);
      resends += load.resends();
      long after = served.lastPosition();
      copy.prepare(one);
      copy.prepare(two);
      long middle = (before + after) / 2;
      all = copy.rows(before, after);
      halves = List.of(copy.rows(before, middle), copy.rows(middle, after));
      return perSecond;
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
