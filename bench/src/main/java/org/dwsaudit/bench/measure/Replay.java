package org.dwsaudit.bench.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.bench.bed.LocalEngine;
import org.dwsaudit.bench.bed.PgDatabase;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.bench.peer.RowCopy;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.SessionId;

/**
 * Events a second out of one session of ten thousand: sourced through Axon's interface, beside COPY
 * of the same rows to standard output. Its state over HTTP and gRPC is in the detail.
 */
public final class Replay implements Measure {

  private static final int EVENTS = 10_000;
  private static final int UNIT = 1_000;
  private static final int REPEATS = 3;

  @Override
  public String name() {
    return "replay-10k";
  }

  @Override
  public Goal goal() {
    return Goal.atLeast(0.5, 0.8);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    Stage.Served served = stage.served();
    PgDatabase database = served.database();
    SessionId session = store(stage, served);
    RowCopy copy = new RowCopy(database);
    try (LocalEngine engine = new LocalEngine(database);
        ServerClient http = new ServerClient(served.server().uri())) {
      Rounds rounds =
          new Rounds(stage.scale().budget())
              .with("sourcing_events_per_s", repeated(() -> sourceAll(engine, session)))
              .with("copy_rows_per_s", repeated(() -> copy.session(session.toString())))
              .with("state_grpc_events_per_s", repeated(() -> served.client().state(session)))
              .with(
                  "state_http_events_per_s",
                  repeated(() -> http.get("/v1/sessions/" + session + "/state")))
              .run(stage.scale().rounds());
      Map<String, Object> detail = new LinkedHashMap<>(rounds.medians());
      detail.put("session_events", EVENTS);
      return Result.of(
          name(),
          "events/s",
          rounds.median("sourcing_events_per_s"),
          rounds.median("copy_rows_per_s"),
          goal(),
          detail);
    }
  }

  private static Rounds.Contender repeated(Rounds.Work once) {
    return () ->
        Rounds.perSecond(
            (long) EVENTS * REPEATS,
            () -> {
              for (int i = 0; i < REPEATS; i++) {
                once.run();
              }
            });
  }

  private static SessionId store(Stage stage, Stage.Served served) {
    List<AuditEvent> events = stage.events().session(EVENTS);
    for (int i = 0; i < EVENTS; i += UNIT) {
      served.client().append(EventForms.request(events.subList(i, i + UNIT)));
    }
    return events.getFirst().sessionId();
  }

  private static void sourceAll(LocalEngine engine, SessionId session) {
    long count = engine.source(session);
    if (count != EVENTS) {
      throw new IllegalStateException("sourced: %d (expected: %d)".formatted(count, EVENTS));
    }
  }
}
