package org.dwsaudit.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.bench.bed.LogFiller;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.bench.events.EventSource;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;

/**
 * Events a second of eight callers in batches of a hundred while a retention run expires events one
 * by one, which takes longest; beside the same before it and behind it.
 */
public final class AppendDuringRetention implements Measure {

  private static final String DATABASE = "expiring";
  private static final int UNIT = 1_000;
  private static final int TEMPLATE_EVENTS = 20_000;
  private static final int CALLERS = 8;
  private static final int BATCH = 100;
  private static final int YEARS_BACK = 20;
  private static final double NANOS = 1e9;

  @Override
  public String name() {
    return "append-during-retention";
  }

  @Override
  public Goal goal() {
    return Goal.atLeast(0.85, 0.95);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    int events = stage.scale().expiringEvents();
    try (Stage.Served served = stage.serve(DATABASE);
        ServerClient http = new ServerClient(served.server().uri())) {
      EventSource source = stage.events();
      for (int i = 0; i < Math.min(events, TEMPLATE_EVENTS); i += UNIT) {
        served.client().append(EventForms.request(source.next(UNIT)));
      }
      new LogFiller(served.database())
          .fillTo(events, n -> stage.tell("%s: %,d events".formatted(name(), n)));
      http.postForText("/v1/log/checkpoint");
      load(stage, served, CompletableFuture.completedFuture(null));
      double before = load(stage, served, CompletableFuture.completedFuture(null));
      long begin = System.nanoTime();
      CompletableFuture<JsonNode> run =
          CompletableFuture.supplyAsync(() -> http.post("/v1/retention/runs", allOfIt()));
      double during = load(stage, served, run);
      double seconds = (System.nanoTime() - begin) / NANOS;
      double after = load(stage, served, CompletableFuture.completedFuture(null));
      Map<String, Object> detail = new LinkedHashMap<>();
      detail.put("expired", run.join().path("expired").asLong());
      detail.put("run_seconds", seconds);
      detail.put("before_events_per_s", before);
      detail.put("after_events_per_s", after);
      return Result.of(name(), "events/s", during, (before + after) / 2, goal(), detail);
    } finally {
      stage.bed().drop(DATABASE);
    }
  }

  /** Optional and mandatory events alike, of a month that is not over and so goes one by one. */
  private static ObjectNode allOfIt() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("as_of", Instant.now().plus(YEARS_BACK * 365L, ChronoUnit.DAYS).toString());
  }

  /** Appends what a round has, and goes on until something else has ended. */
  private static double load(Stage stage, Stage.Served served, CompletableFuture<?> until)
      throws Exception {
    int batches = Math.max(1, stage.scale().batchEvents() / CALLERS / BATCH);
    List<EventSource> sources = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      sources.add(stage.events());
    }
    LongAdder sent = new LongAdder();
    long begin = System.nanoTime();
    Callers.run(
        CALLERS,
        caller -> {
          for (int i = 0; i < batches || !until.isDone(); i++) {
            served.client().append(EventForms.request(sources.get(caller).next(BATCH)));
            sent.add(BATCH);
          }
        });
    return sent.sum() * NANOS / (System.nanoTime() - begin);
  }
}
