package org.dwsaudit.bench.measure;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dwsaudit.bench.bed.LogFiller;
import org.dwsaudit.bench.bed.Machine;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.bench.events.EventSource;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;
import org.dwsaudit.schema.event.AuditEvent;

/**
 * The 99th percentile of some calls in a log a hundred times as large as a small one (ten times
 * when quick). Both logs are there at once, each with its server, and are asked in turns, so that
 * whatever else the machine does meets both. The figure is that of the call that grew most.
 */
public final class Growth implements Measure {

  private static final int UNIT = 1_000;
  private static final long BYTES_PER_EVENT = 1_300;
  private static final String SMALL = "growth_small";
  private static final String LARGE = "growth_large";

  /** Of each call, in either log in turns, after one that warms up. */
  private static final int ROUNDS = 5;

  private final String name;
  private final int share;
  private final Map<String, Probe> probes;

  /** A call that is made many times. */
  interface Probe {

    /**
     * Makes it once.
     *
     * @param stored an event of the small log, another one each time
     * @param fresh makes events that are in no log yet
     */
    void call(Stage.Served served, AuditEvent stored, EventSource fresh);
  }

  /**
   * @param share of the probes of a scale, one in so many, that each call gets
   */
  Growth(String name, int share, Map<String, Probe> probes) {
    this.name = name;
    this.share = share;
    this.probes = new LinkedHashMap<>(probes);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Goal goal() {
    return Goal.atMost(1.5, 1.2);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    int small = stage.scale().smallLog();
    long large = affordable(stage);
    try (Log one = new Log(stage, SMALL);
        Log other = new Log(stage, LARGE)) {
      one.fill(small, small);
      other.fill(small, large);
      Map<String, Latency> before = new LinkedHashMap<>();
      Map<String, Latency> after = new LinkedHashMap<>();
      for (Map.Entry<String, Probe> probe : probes.entrySet()) {
        stage.tell("%s: %s".formatted(name(), probe.getKey()));
        one.probe(probe.getValue(), callsARound(stage));
        other.probe(probe.getValue(), callsARound(stage));
        Latency ofSmall = new Latency();
        Latency ofLarge = new Latency();
        for (int round = 0; round < ROUNDS; round++) {
          ofSmall.add(one.probe(probe.getValue(), callsARound(stage)));
          ofLarge.add(other.probe(probe.getValue(), callsARound(stage)));
        }
        before.put(probe.getKey(), ofSmall);
        after.put(probe.getKey(), ofLarge);
      }
      return result(small, large, before, after);
    }
  }

  private int callsARound(Stage stage) {
    return Math.max(20, stage.scale().probes() / share) / ROUNDS;
  }

  /** A log of some size, and a server over it. */
  private final class Log implements AutoCloseable {

    private final Stage stage;
    private final String database;
    private final Stage.Served served;
    private final EventSource fresh;
    private final List<AuditEvent> stored = new ArrayList<>();
    private int asked;

    Log(Stage stage, String database) throws Exception {
      this.stage = stage;
      this.database = database;
      this.served = stage.serve(database);
      this.fresh = stage.events();
    }

    /** Appends so many events, and makes more of them by copying. */
    void fill(int appended, long events) throws Exception {
      for (int i = 0; i < appended; i += UNIT) {
        List<AuditEvent> unit = fresh.next(UNIT);
        for (int j = 0; j < UNIT; j += EventSource.EVENTS_PER_SESSION) {
          stored.add(unit.get(j));
        }
        served.client().append(EventForms.request(unit));
      }
      new LogFiller(served.database())
          .fillTo(events, n -> stage.tell("%s: %,d of %,d events".formatted(name(), n, events)));
    }

    Latency probe(Probe probe, int calls) throws Exception {
      return Latency.closedLoop(
          calls, _ -> probe.call(served, stored.get(asked++ * 31 % stored.size()), fresh));
    }

    @Override
    public void close() throws SQLException {
      served.close();
      stage.bed().drop(database);
    }
  }

  /** As many events as are wanted, or as many as the disk has room for twice. */
  private static long affordable(Stage stage) throws Exception {
    long room = Machine.freeBytes(stage.bed().folder()) / 2 / BYTES_PER_EVENT;
    return Math.min(stage.scale().largeLog(), room);
  }

  private Result result(
      long small, long large, Map<String, Latency> before, Map<String, Latency> after) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("small_log_events", small);
    detail.put("large_log_events", large);
    double[] worst = {0, 1};
    probes.keySet().forEach(what -> compare(detail, worst, what, before, after));
    return Result.of(name(), "ms p99", worst[0], worst[1], goal(), detail);
  }

  private static void compare(
      Map<String, Object> detail,
      double[] worst,
      String what,
      Map<String, Latency> before,
      Map<String, Latency> after) {
    Latency small = before.getOrDefault(what, new Latency());
    Latency large = after.getOrDefault(what, new Latency());
    detail.put(what + "_small", small.summary());
    detail.put(what + "_large", large.summary());
    if (large.millis(99) / small.millis(99) > worst[0] / worst[1]) {
      worst[0] = large.millis(99);
      worst[1] = small.millis(99);
    }
  }
}
