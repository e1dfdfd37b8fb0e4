package org.dwsaudit.bench.measure;

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
 * when quick). The figure is that of the call that grew most.
 */
public final class Growth implements Measure {

  private static final int UNIT = 1_000;
  private static final long BYTES_PER_EVENT = 1_300;
  private static final String DATABASE = "growth";

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
    List<AuditEvent> stored = new ArrayList<>();
    try (Stage.Served served = stage.serve(DATABASE)) {
      store(stage, served, small, stored);
      new LogFiller(served.database()).fillTo(0, n -> {});
      probe(stage, served, stored);
      Map<String, Latency> before = probe(stage, served, stored);
      new LogFiller(served.database())
          .fillTo(large, n -> stage.tell("%s: %,d of %,d events".formatted(name(), n, large)));
      probe(stage, served, stored);
      Map<String, Latency> after = probe(stage, served, stored);
      return result(small, large, before, after);
    } finally {
      stage.bed().drop(DATABASE);
    }
  }

  /** As many events as are wanted, or as many as the disk has room for twice. */
  private static long affordable(Stage stage) throws Exception {
    long room = Machine.freeBytes(stage.bed().folder()) / 2 / BYTES_PER_EVENT;
    return Math.min(stage.scale().largeLog(), room);
  }

  /** Fills the log, and keeps the first event of each unit. */
  private static void store(Stage stage, Stage.Served served, int count, List<AuditEvent> kept) {
    EventSource events = stage.events();
    for (int i = 0; i < count; i += UNIT) {
      List<AuditEvent> unit = events.next(UNIT);
      for (int j = 0; j < UNIT; j += EventSource.EVENTS_PER_SESSION) {
        kept.add(unit.get(j));
      }
      served.client().append(EventForms.request(unit));
    }
  }

  private Map<String, Latency> probe(Stage stage, Stage.Served served, List<AuditEvent> stored)
      throws Exception {
    int calls = Math.max(20, stage.scale().probes() / share);
    EventSource fresh = stage.events();
    Map<String, Latency> all = new LinkedHashMap<>();
    for (Map.Entry<String, Probe> probe : probes.entrySet()) {
      all.put(
          probe.getKey(),
          Latency.closedLoop(
              calls,
              i -> probe.getValue().call(served, stored.get(i * 31 % stored.size()), fresh)));
    }
    return all;
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
