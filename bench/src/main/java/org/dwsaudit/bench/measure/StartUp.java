package org.dwsaudit.bench.measure;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dwsaudit.bench.bed.ServerProcess;
import org.dwsaudit.bench.client.AuditClient;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.bench.events.EventSource;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;
import org.dwsaudit.schema.grpc.v1.AppendRequest;

/**
 * Seconds from starting the server's process, with its embedded PostgreSQL on a store that is
 * there, to the first acknowledged append.
 */
public final class StartUp implements Measure {

  private static final int EVENTS = 10_000;
  private static final int UNIT = 1_000;

  @Override
  public String name() {
    return "start-to-first-append";
  }

  @Override
  public Goal goal() {
    return Goal.aimAtMost(2);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    Path data = stage.bed().folder().resolve("start");
    EventSource events = stage.events();
    try (ServerProcess server = stage.bed().serve(data);
        AuditClient client = new AuditClient(server.uri())) {
      for (int i = 0; i < EVENTS; i += UNIT) {
        client.append(EventForms.request(events.next(UNIT)));
      }
    }
    double[] seconds = new double[stage.scale().starts()];
    double[] listening = new double[seconds.length];
    for (int i = 0; i < seconds.length; i++) {
      AppendRequest request = EventForms.request(List.of(events.next()));
      long start = System.nanoTime();
      try (ServerProcess server = stage.bed().serve(data);
          AuditClient client = new AuditClient(server.uri())) {
        listening[i] = (System.nanoTime() - start) / 1e9;
        client.append(request);
        seconds[i] = (System.nanoTime() - start) / 1e9;
      }
    }
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("until_it_listens_s", Rounds.median(listening));
    detail.put("starts", seconds.length);
    return Result.alone(name(), "s", Rounds.median(seconds), goal(), detail);
  }
}
