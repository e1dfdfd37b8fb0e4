package org.dwsaudit.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipInputStream;
import org.dwsaudit.app.faults.Await;
import org.dwsaudit.projections.view.Views;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.grpc.v1.ExportRequest;
import org.dwsaudit.schema.grpc.v1.GetEventRequest;
import org.dwsaudit.schema.grpc.v1.GetSessionStateRequest;
import org.dwsaudit.schema.grpc.v1.QueryRequest;
import org.dwsaudit.schema.grpc.v1.SubscribeRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whichever way events leave the server, nothing is in what a caller gets that is above what they
 * may see; and where whole events leave, all that is not above is.
 */
@TestInstance(Lifecycle.PER_CLASS)
class WaysOutIT {

  private LeveledStore store;

  @BeforeAll
  void start(@TempDir Path folder) {
    store = new LeveledStore(folder);
  }

  @AfterAll
  void stop() {
    store.close();
  }

  private static long viewsBehind(JsonNode status) {
    assertThat(status.path("projections")).isNotEmpty();
    return status
        .path("projections")
        .valueStream()
        .mapToLong(one -> one.path("events_behind").asLong(1))
        .sum();
  }

  @ParameterizedTest
  @EnumSource
  void queries(Who who) {
    try (Outputs out = store.outputs(who)) {
      String all = out.post("/v1/events/query", "{\"limit\":1000}").is(200).text();
      store.assertExactly(who.sees(), all);
      assertMarkersCommit(all);
      store.assertNothingAbove(
          who.sees(),
          out.post("/v1/events/query", "{\"limit\":1000,\"fields\":[\"/payload\",\"/context\"]}")
              .is(200)
              .text());
      for (ObjectNode event : store.events().events()) {
        String one = out.get("/v1/events/" + event.path("event_id").asText()).is(200).text();
        store.assertNothingAbove(who.sees(), one);
        assertMarkersCommit(one);
      }
    }
  }

  private static void assertMarkersCommit(String json) {
    assertThat(json).doesNotContainPattern("redacted\":\\{\"level\":\"[a-z]+\"}");
  }

  @ParameterizedTest
  @EnumSource
  void statesViewsAndCounts(Who who) {
    StringBuilder all = new StringBuilder();
    try (Outputs out = store.outputs(who)) {
      Await.until(
          () -> viewsBehind(out.get("/v1/projections").is(200).json()) == 0,
          () -> "views that are as far as the log");
      for (String session : store.sessions()) {
        String path = "/v1/sessions/" + session;
        all.append(out.get(path).is(200).text());
        all.append(out.get(path + "/state").is(200).text());
        all.append(out.get(path + "/state?at=7").is(200).text());
        all.append(out.get(path + "/diff?from=2").is(200).text());
      }
      Views.names().forEach(view -> all.append(out.get("/v1/views/" + view).text()));
      all.append(
          out.post(
                  "/v1/events/count",
                  "{\"query\":{\"facets\":[\"event_type\",\"workflow_id\",\"phase_id\","
                      + "\"worker_id\",\"data_classification\"]}}")
              .text());
      for (String path :
          List.of(
              "/",
              "/metrics",
              "/health/ready",
              "/openapi.json",
              "/v1/projections",
              "/v1/sessions",
              "/v1/subscriptions")) {
        all.append(out.get(path).text());
      }
    }
    store.assertNothingAbove(who.sees(), all.toString());
  }

  @ParameterizedTest
  @EnumSource
  void exports(Who who) {
    try (Outputs out = store.outputs(who)) {
      for (String format : List.of("ndjson", "csv", "cloudevents")) {
        store.assertExactly(who.takes(), export(out, format, ""));
        store.assertExactly(
            Classification.PUBLIC, export(out, format, ",\"clearance\":\"public\""));
        ByteString chunks = ByteString.EMPTY;
        var answers = out.grpc().export(ExportRequest.newBuilder().setFormat(format).build());
        while (answers.hasNext()) {
          chunks = chunks.concat(answers.next().getData());
        }
        store.assertExactly(who.takes(), chunks.toStringUtf8());
      }
    }
  }

  private static String export(Outputs out, String format, String more) {
    return out.post("/v1/exports", "{\"format\":\"%s\"%s}".formatted(format, more)).is(200).text();
  }

  @ParameterizedTest
  @EnumSource
  void bundles(Who who) throws IOException {
    try (Outputs out = store.outputs(who)) {
      ByteString chunks = ByteString.EMPTY;
      var answers = out.grpc().export(ExportRequest.newBuilder().setFormat("bundle").build());
      while (answers.hasNext()) {
        chunks = chunks.concat(answers.next().getData());
      }
      StringBuilder all = new StringBuilder();
      try (ZipInputStream zip = new ZipInputStream(chunks.newInput())) {
        while (zip.getNextEntry() != null) {
          all.append(new String(zip.readAllBytes(), UTF_8));
        }
      }
      store.assertExactly(who.takes(), all);
      assertMarkersCommit(all.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void streams(Who who) {
    try (Outputs out = store.outputs(who)) {
      String sent = out.serverSentEvents("/v1/events/stream?from=start", store.lastEvent());
      store.assertExactly(who.sees(), sent);
      assertMarkersCommit(sent);
      store.assertExactly(
          who.sees(),
          out.socketMessages("{\"subscription\":{\"from\":\"start\"}}", store.lastEvent()));
      store.assertExactly(
          who.sees(),
          Outputs.text(
              out.grpc().subscribe(SubscribeRequest.newBuilder().setFromStart(true).build()),
              store.lastEvent()));
    }
  }

  /** What comes out of memory as it is committed, not out of the log. */
  @Test
  void liveMarkersCommitToo() {
    try (Outputs out = store.outputs(Who.PUBLIC)) {
      CompletableFuture<String> sent =
          CompletableFuture.supplyAsync(
              () -> out.serverSentEvents("/v1/events/stream?workflow_ids=live", "\"live\""));
      Await.until(
          () -> {
            ObjectNode event = SampleEvents.question(SampleEvents.newSession(), 1);
            event.put("workflow_id", "live").put("data_classification", "restricted");
            out.post("/v1/events", List.of(event).toString()).is(200);
            return sent.isDone();
          },
          () -> "an event");
      assertThat(sent.join()).contains("$redacted").doesNotContain("Question");
      assertMarkersCommit(sent.join());
    }
  }

  @ParameterizedTest
  @EnumSource
  void grpc(Who who) {
    try (Outputs out = store.outputs(who)) {
      var client = out.grpc();
      store.assertExactly(
          who.sees(),
          Outputs.text(
              client.query(QueryRequest.newBuilder().setLimit(1000).build()), "no such text"));
      StringBuilder more = new StringBuilder();
      for (String session : store.sessions()) {
        more.append(
            Outputs.text(
                client.getSessionState(
                    GetSessionStateRequest.newBuilder().setSessionId(session).build())));
      }
      more.append(
          Outputs.text(
              client.getEvent(GetEventRequest.newBuilder().setEventId(store.lastEvent()).build())));
      store.assertNothingAbove(who.sees(), more.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void deliveries(Who who) {
    try (Outputs out = store.outputs(who);
        WebhookReceiver receiver = new WebhookReceiver()) {
      for (String format : List.of("dws", "cloudevents")) {
        out.post(
                "/v1/subscriptions",
                """
                {"from": "start", "delivery": {"type": "webhook", "url": "%s", "format": "%s",
                 "max_wait_ms": 0}}
                """
                    .formatted(receiver.url(), format))
            .is(201);
      }
      int all = 2 * store.events().events().size();
      Await.until(() -> delivered(receiver) >= all, () -> "all events, twice");
      StringBuilder bodies = new StringBuilder();
      receiver.acknowledged().forEach(got -> bodies.append(got.body()));
      store.assertExactly(who.takes(), bodies.toString());
      out.get("/v1/subscriptions")
          .json()
          .path("subscriptions")
          .forEach(one -> out.delete("/v1/subscriptions/" + one.path("subscription_id").asText()));
    }
  }

  private static int delivered(WebhookReceiver receiver) {
    return receiver.acknowledged().stream()
        .mapToInt(
            got -> got.json().isArray() ? got.json().size() : got.json().path("events").size())
        .sum();
  }
}
