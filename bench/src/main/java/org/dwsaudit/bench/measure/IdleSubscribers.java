package org.dwsaudit.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.bench.client.AuditClient;
import org.dwsaudit.bench.client.Subscribers;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.bench.events.EventSource;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;
import org.dwsaudit.schema.grpc.v1.AppendRequest;
import org.dwsaudit.schema.grpc.v1.EventFilter;
import org.dwsaudit.schema.grpc.v1.SubscribeRequest;

/**
 * Events a second of eight callers in batches of a hundred, while five hundred subscribers wait,
 * each for a session of their own in which nothing happens; beside the same without them.
 */
public final class IdleSubscribers implements Measure {

  private static final int SUBSCRIBERS = 500;
  private static final int CALLERS = 8;
  private static final int BATCH = 100;

  @Override
  public String name() {
    return "idle-subscribers-500";
  }

  @Override
  public Goal goal() {
    return Goal.atLeast(0.9, 0.97);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    Stage.Served served = stage.served();
    Rounds rounds =
        new Rounds(stage.scale().budget())
            .with(
                "with_500_events_per_s",
                () -> {
                  // their own connections, which end with them
                  try (AuditClient client = new AuditClient(served.server().uri())) {
                    Subscribers subscribers =
                        client.subscribers(SUBSCRIBERS, i -> ofAnEmptySession());
                    subscribers.awaitOpen();
                    return load(stage, served);
                  }
                })
            .with("without_events_per_s", () -> load(stage, served))
            .run(stage.scale().rounds());
    Map<String, Object> detail = new LinkedHashMap<>(rounds.medians());
    detail.put("batch_events", BATCH);
    return Result.of(
        name(),
        "events/s",
        rounds.median("with_500_events_per_s"),
        rounds.median("without_events_per_s"),
        goal(),
        detail);
  }

  private static SubscribeRequest ofAnEmptySession() {
    return SubscribeRequest.newBuilder()
        .setFilter(EventFilter.newBuilder().addSessionIds(UUID.randomUUID().toString()))
        .build();
  }

  private static double load(Stage stage, Stage.Served served) throws Exception {
    int batches = Math.max(1, stage.scale().batchEvents() / CALLERS / BATCH);
    List<List<AppendRequest>> all = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      EventSource events = stage.events();
      List<AppendRequest> requests = new ArrayList<>();
      for (int i = 0; i < batches; i++) {
        requests.add(EventForms.request(events.next(BATCH)));
      }
      all.add(requests);
    }
    return Rounds.perSecond(
        (long) CALLERS * batches * BATCH,
        () -> Callers.run(CALLERS, i -> all.get(i).forEach(served.client()::append)));
  }
}
