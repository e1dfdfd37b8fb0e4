package org.dwsaudit.bench.measure;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dwsaudit.bench.bed.LocalEngine;
import org.dwsaudit.bench.bed.PgDatabase;
import org.dwsaudit.bench.events.EventSource;
import org.dwsaudit.bench.peer.JpaStore;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;
import org.dwsaudit.schema.event.AuditEvent;

/**
 * Events a second that an application on Axon gets into its storage engine, in this process, in
 * batches of a hundred, one session each: ours beside Axon's own over JPA. By one caller and by
 * eight; for each engine the faster counts.
 */
public final class JpaComparison implements Measure {

  private static final int BATCH = 100;
  private static final int CALLERS = 8;

  @Override
  public String name() {
    return "bulk-append-vs-axon-jpa";
  }

  @Override
  public Goal goal() {
    return Goal.atLeast(8, 15);
  }

  /** An engine's append of one batch, committed on return. */
  private interface Append {
    void append(List<AuditEvent> batch);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    PgDatabase peer = stage.bed().database("jpa");
    try (LocalEngine ours = new LocalEngine(stage.bed().database("engine"));
        HikariDataSource pool = pool(peer);
        JpaStore jpa = new JpaStore(pool)) {
      Rounds rounds =
          new Rounds(stage.scale().budget())
              .with("ours_1_caller_events_per_s", () -> run(stage, 1, ours::append))
              .with("jpa_1_caller_events_per_s", () -> run(stage, 1, jpa::append))
              .with("ours_8_callers_events_per_s", () -> run(stage, CALLERS, ours::append))
              .with("jpa_8_callers_events_per_s", () -> run(stage, CALLERS, jpa::append))
              .run(stage.scale().rounds());
      Map<String, Object> detail = new LinkedHashMap<>(rounds.medians());
      detail.put("batch_events", BATCH);
      return Result.of(
          name(),
          "events/s",
          Math.max(
              rounds.median("ours_1_caller_events_per_s"),
              rounds.median("ours_8_callers_events_per_s")),
          Math.max(
              rounds.median("jpa_1_caller_events_per_s"),
              rounds.median("jpa_8_callers_events_per_s")),
          goal(),
          detail);
    }
  }

  private static HikariDataSource pool(PgDatabase database) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database.source());
    config.setMaximumPoolSize(CALLERS);
    config.setAutoCommit(false);
    return new HikariDataSource(config);
  }

  private static double run(Stage stage, int callers, Append engine) throws Exception {
    int batches = Math.max(1, stage.scale().batchEvents() / BATCH / callers);
    List<List<List<AuditEvent>>> work =
        IntStream.range(0, callers).mapToObj(i -> batches(stage.events(), batches)).toList();
    return Rounds.perSecond(
        (long) callers * batches * BATCH,
        () -> Callers.run(callers, i -> work.get(i).forEach(engine::append)));
  }

  private static List<List<AuditEvent>> batches(EventSource events, int count) {
    return IntStream.range(0, count).mapToObj(i -> events.session(BATCH)).toList();
  }
}
