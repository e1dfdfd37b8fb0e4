package org.dwsaudit.bench.measure;

import java.util.List;
import java.util.Map;
import org.dwsaudit.bench.bed.LocalEngine;
import org.dwsaudit.bench.bed.PgDatabase;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.bench.events.EventSource;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;
import org.dwsaudit.schema.event.AuditEvent;

/**
 * What an event takes on disk, all tables and indexes that grow with the log, beside the NDJSON
 * that a worker sent it as.
 */
public final class BytesPerEvent implements Measure {

  private static final int UNIT = 1_000;
  private static final String SIZE =
      """
      SELECT sum(pg_total_relation_size(oid)) FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
      """;

  @Override
  public String name() {
    return "bytes-per-event";
  }

  @Override
  public Goal goal() {
    return Goal.atMost(1.5, 1.1);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    PgDatabase database = stage.bed().database("size");
    int count = stage.scale().sizeEvents();
    long empty = database.number(SIZE);
    long ndjson = 0;
    EventSource events = stage.events();
    try (LocalEngine engine = new LocalEngine(database)) {
      for (int i = 0; i < count; i += UNIT) {
        List<AuditEvent> unit = events.next(UNIT);
        ndjson += EventForms.ndjsonBytes(unit);
        engine.append(unit);
      }
    }
    long stored = database.number(SIZE) - empty;
    stage.bed().drop("size");
    return Result.of(
        name(),
        "bytes",
        (double) stored / count,
        (double) ndjson / count,
        goal(),
        Map.of("events", count));
  }
}
