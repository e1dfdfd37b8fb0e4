package org.dwsaudit.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Timestamp;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.dwsaudit.schema.grpc.v1.AppendRequest;
import org.dwsaudit.schema.grpc.v1.AppendStreamResponse;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc.AuditServiceBlockingStub;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc.AuditServiceStub;
import org.dwsaudit.schema.grpc.v1.Event;

/**
 * The server's busiest ways, walked often enough that the JVM knows them by heart: what it learns
 * here goes into the cache that a server starts from, so that the first minute is as fast as the
 * tenth. Sends the demo's sessions again and again under new ids, many at once and one by one.
 */
public final class Rehearsal {

  private static final int UNIT_EVENTS = 500;
  private static final int UNITS = 120;
  private static final int UNITS_AHEAD = 8;
  private static final int STREAMS = 4;
  private static final int CALLERS = 32;
  private static final int CALLS = 250;
  private static final Duration WAIT = Duration.ofMinutes(2);

  private final ThrowAwayServer server;
  private final DemoEvents sample = new DemoEvents();

  public Rehearsal(ThrowAwayServer server) {
    this.server = server;
  }

  /** Returns when everything was acknowledged. */
  public void run() {
    try (ClientFactory clients = ClientFactory.builder().maxNumEventLoopsPerEndpoint(2).build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      String uri = "gproto+h2c://" + server.authority();
      AuditServiceStub streams = stub(uri, clients, AuditServiceStub.class);
      AuditServiceBlockingStub calls = stub(uri, clients, AuditServiceBlockingStub.class);
      List<CompletableFuture<Void>> under = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        int stream = i;
        under.add(CompletableFuture.runAsync(() -> stream(streams, "stream-" + stream), threads));
      }
      under.forEach(CompletableFuture::join);
      under.clear();
      for (int i = 0; i < CALLERS; i++) {
        int caller = i;
        under.add(CompletableFuture.runAsync(() -> calls(calls, "caller-" + caller), threads));
      }
      under.forEach(CompletableFuture::join);
    }
  }

  private static <T> T stub(String uri, ClientFactory clients, Class<T> type) {
    return GrpcClients.builder(uri).factory(clients).responseTimeout(WAIT).build(type);
  }

  private void stream(AuditServiceStub service, String name) {
    Semaphore free = new Semaphore(UNITS_AHEAD);
    CompletableFuture<Void> ended = new CompletableFuture<>();
    StreamObserver<AppendRequest> units = service.appendStream(new Answers(free, ended));
    List<Event> unit = new ArrayList<>();
    for (int round = 0, sent = 0; sent < UNITS / STREAMS; round++) {
      for (JsonNode event : sample.events()) {
        unit.add(message(event, name + '-' + round));
        if (unit.size() == UNIT_EVENTS) {
          free.acquireUninterruptibly();
          units.onNext(AppendRequest.newBuilder().addAllEvents(unit).build());
          unit.clear();
          sent++;
        }
      }
    }
    units.onCompleted();
    ended.join();
  }

  private record Answers(Semaphore free, CompletableFuture<Void> ended)
      implements StreamObserver<AppendStreamResponse> {

    @Override
    public void onNext(AppendStreamResponse answer) {
      free.release();
    }

    @Override
    public void onError(Throwable failure) {
      ended.completeExceptionally(failure);
      free.release(UNITS);
    }

    @Override
    public void onCompleted() {
      ended.complete(null);
    }
  }

  private void calls(AuditServiceBlockingStub service, String name) {
    List<JsonNode> events = sample.events();
    for (int i = 0; i < CALLS; i++) {
      Event event = message(events.get(i % events.size()), name + '-' + i / events.size());
      service.append(AppendRequest.newBuilder().addEvents(event).build());
    }
  }

  /** The event under ids of its own. */
  private static Event message(JsonNode event, String name) {
    Instant time = Instant.parse(event.path("timestamp").asText());
    Event.Builder message =
        Event.newBuilder()
            .setEventId(id(name, event.path("event_id")))
            .setEventType(event.path("event_type").asText())
            .setTimestamp(
                Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()))
            .setSessionId(id(name, event.path("session_id")))
            .setWorkflowId(event.path("workflow_id").asText())
            .setBaseVersion(event.path("base_version").asText())
            .setPayloadJson(event.path("payload").toString());
    if (event.has("context")) {
      message.setContextJson(event.path("context").toString());
    }
    if (event.has("phase_id")) {
      message.setPhaseId(event.path("phase_id").asText());
    }
    if (event.has("worker_id")) {
      message.setWorkerId(event.path("worker_id").asText());
    }
    if (event.has("correlation_id")) {
      message.setCorrelationId(event.path("correlation_id").asText());
    }
    return message.build();
  }

  private static String id(String name, JsonNode id) {
    return UUID.nameUUIDFromBytes((name + id.asText()).getBytes(StandardCharsets.UTF_8)).toString();
  }
}
