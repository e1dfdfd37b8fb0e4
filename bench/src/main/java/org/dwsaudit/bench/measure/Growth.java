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
import org.dwsaudit.schema.event.SessionId;

/**
 * The 99th percentile of an append, a session's state and a query's first page in a log a hundred
 * times as large as a small one (ten times when quick). The figure is the one that grew most.
 */
public final class Growth implements Measure {

  private static final int UNIT = 1_000;
  private static final int PAGE = 100;
  private static final long BYTES_PER_EVENT = 1_300;
  private static final String DATABASE = "growth";

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public Goal goal() {
    return Goal.atMost(1.5, 1.2);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    int small = stage.scale().smallLog();
    long large = affordable(stage);
    List<SessionId> sessions = new ArrayList<>();
    try (Stage.Served served = stage.serve(DATABASE)) {
      store(stage, served, small, sessions);
      new LogFiller(served.database()).fillTo(0, n -> {});
      probe(stage, served, sessions);
      Probes before = probe(stage, served, sessions);
      new LogFiller(served.database())
          .fillTo(large, n -> stage.tell("%s: %,d of %,d events".formatted(name(), n, large)));
      probe(stage, served, sessions);
      Probes after = probe(stage, served, sessions);
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

  private static void store(Stage stage, Stage.Served served, int count, List<SessionId> sessions) {
    EventSource events = stage.events();
    for (int i = 0; i < count; i += UNIT) {
      List<AuditEvent> unit = events.next(UNIT);
      unit.stream().map(AuditEvent::sessionId).distinct().forEach(sessions::add);
      served.client().append(EventForms.request(unit));
    }
  }

  /** One size's figures. */
  private record Probes(Latency append, Latency state, Latency query) {}

  private static Probes probe(Stage stage, Stage.Served served, List<SessionId> sessions)
      throws Exception {
    int calls = stage.scale().probes();
    EventSource events = stage.events();
    return new Probes(
        Latency.closedLoop(
            calls, i -> served.client().append(EventForms.request(List.of(events.next())))),
        Latency.closedLoop(
            calls, i -> served.client().state(sessions.get(i * 31 % sessions.size()))),
        Latency.closedLoop(calls, i -> served.client().firstPage("verification.*", PAGE)));
  }

  private Result result(long small, long large, Probes before, Probes after) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("small_log_events", small);
    detail.put("large_log_events", large);
    double[] worst = {0, 1};
    compare(detail, worst, "append", before.append(), after.append());
    compare(detail, worst, "state", before.state(), after.state());
    compare(detail, worst, "query", before.query(), after.query());
    return Result.of(name(), "ms p99", worst[0], worst[1], goal(), detail);
  }

  private static void compare(
      Map<String, Object> detail, double[] worst, String what, Latency before, Latency after) {
    detail.put(what + "_small", before.summary());
    detail.put(what + "_large", after.summary());
    double large = after.millis(99);
    double small = before.millis(99);
    if (large / small > worst[0] / worst[1]) {
      worst[0] = large;
      worst[1] = small;
    }
  }
}
