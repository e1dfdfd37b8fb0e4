package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dwsaudit.app.cli.Cli;
import org.dwsaudit.schema.grpc.v1.EventFilter;
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

/** Who reads restricted parts says why, and is on record; so is who administers the store. */
@TestInstance(Lifecycle.PER_CLASS)
class RestrictedReadsIT {

  private TestServer server;
  private HttpCalls http;

  @BeforeAll
  void start(@TempDir Path folder) throws java.io.IOException {
    Path file = Files.writeString(folder.resolve("dws-audit.yaml"), "# as it comes\n");
    server = TestServer.start(file, Map.of(), Who.principals());
    http = new HttpCalls(server.uri());
  }

  @AfterAll
  void stop() {
    http.close();
    server.close();
  }

  private ObjectNode append(String session, int number, String level) {
    ObjectNode event = SampleEvents.question(session, number).put("data_classification", level);
    http.append(event).is(200);
    return event;
  }

  /** What is on record about reads of this session or event, oldest first. */
  private List<JsonNode> reads(String about) {
    return facts("audit.restricted_read").stream()
        .filter(fact -> fact.toString().contains(about))
        .toList();
  }

  private List<JsonNode> facts(String type) {
    return http.query("{\"event_types\":[\"%s\"],\"limit\":1000}".formatted(type))
        .is(200)
        .json()
        .path("events")
        .valueStream()
        .map(event -> event.path("payload"))
        .toList();
  }

  private static void assertRead(JsonNode fact, String kind, int events) {
    assertThat(fact.path("read").asText()).isEqualTo(kind);
    assertThat(fact.path("events").asInt()).isEqualTo(events);
    assertThat(fact.path("reason").asText()).isEqualTo("a test");
    assertThat(fact.path("actor").asText()).isEqualTo("reader-GRANTED");
  }

  @Test
  void everyWayToReadIsOnRecord() {
    String session = SampleEvents.newSession();
    append(session, 1, "internal");
    String id = append(session, 2, "restricted").path("event_id").asText();
    String filter = "{\"query\":{\"session_ids\":[\"%s\"]}}".formatted(session);
    try (Outputs out = new Outputs(server.uri(), Who.GRANTED)) {
      assertThat(out.post("/v1/events/query", filter).is(200).text()).contains("Question 2");
      assertThat(out.get("/v1/events/" + id).is(200).text()).contains("Question 2");
      out.get("/v1/sessions/" + session + "/state").is(200);
      out.get("/v1/sessions/" + session + "/diff?from=0").is(200);
      String path = "/v1/events/stream?from=start&session_ids=" + session;
      assertThat(out.serverSentEvents(path, id)).contains("Question 2");
      String subscription =
          "{\"subscription\":{\"from\":\"start\",\"session_ids\":[\"%s\"]}}".formatted(session);
      assertThat(out.socketMessages(subscription, id)).contains("Question 2");
      EventFilter sameFilter = EventFilter.newBuilder().addSessionIds(session).build();
      var client = out.grpc();
      assertThat(client.query(QueryRequest.newBuilder().setFilter(sameFilter).build()).next())
          .isNotNull();
      client.getEvent(GetEventRequest.newBuilder().setEventId(id).build());
      client.getSessionState(GetSessionStateRequest.newBuilder().setSessionId(session).build());
      SubscribeRequest stream =
          SubscribeRequest.newBuilder().setFilter(sameFilter).setFromStart(true).build();
      assertThat(Outputs.text(client.subscribe(stream), id)).contains("Question 2");
    }
    List<JsonNode> ofSession = reads(session);
    List<JsonNode> ofEvent = reads(id);
    List<String> kinds = ofSession.stream().map(fact -> fact.path("read").asText()).toList();
    assertThat(kinds)
        .containsExactly("query", "state", "state", "stream", "stream", "query", "state", "stream");
    ofSession.forEach(fact -> assertRead(fact, fact.path("read").asText(), 1));
    assertThat(ofEvent).hasSize(2).allSatisfy(fact -> assertRead(fact, "event", 1));
  }

  @Test
  void withoutAReasonNothingRestrictedIsShown() {
    String session = SampleEvents.newSession();
    String id = append(session, 1, "restricted").path("event_id").asText();
    String[] granted = {Who.HEADER, Who.GRANTED.name()};
    http.send("GET", "/v1/events/" + id, "", granted).isProblem(403, "REASON_REQUIRED");
    http.send("GET", "/v1/sessions/" + session + "/state", "", granted)
        .isProblem(403, "REASON_REQUIRED");
    HttpCalls.Answer stream =
        http.send("GET", "/v1/events/stream?from=start&session_ids=" + session, "", granted);
    assertThat(stream.text())
        .contains("event: error", "REASON_REQUIRED")
        .doesNotContain("Question");
    http.send("GET", "/v1/events/" + id, "", granted[0], granted[1], "dws-audit-reason", "%")
        .isProblem(400, "INVALID_ARGUMENT");
    assertThat(reads(session)).isEmpty();
    assertThat(reads(id)).isEmpty();
  }

  @Test
  void aReasonMayHaveAnyLetters() {
    String id = append(SampleEvents.newSession(), 1, "restricted").path("event_id").asText();
    http.send(
            "GET",
            "/v1/events/" + id,
            "",
            Who.HEADER,
            Who.GRANTED.name(),
            "dws-audit-reason",
            "Pr%C3%BCfung 100%25 + mehr")
        .is(200);
    assertThat(reads(id))
        .singleElement()
        .satisfies(
            fact -> assertThat(fact.path("reason").asText()).isEqualTo("Prüfung 100% + mehr"));
  }

  @Test
  void othersLeaveNoTrace() {
    String id = append(SampleEvents.newSession(), 1, "restricted").path("event_id").asText();
    for (Who who : List.of(Who.CONFIDENTIAL, Who.UNGRANTED)) {
      try (Outputs out = new Outputs(server.uri(), who)) {
        assertThat(out.get("/v1/events/" + id).is(200).text()).contains("$redacted");
      }
    }
    assertThat(reads(id)).isEmpty();
  }

  @Test
  void anExportMayHaveAReason(@TempDir Path folder) {
    String session = SampleEvents.newSession();
    append(session, 1, "internal");
    Cli cli = new Cli(server.uri());
    String file = folder.resolve("out").toString();
    assertThat(
            cli.run("export", "--session", session, "--reason", "for the auditor", "--output", file)
                .status())
        .isZero();
    assertThat(facts("audit.export_completed"))
        .filteredOn(fact -> fact.toString().contains(session))
        .singleElement()
        .satisfies(fact -> assertThat(fact.path("reason").asText()).isEqualTo("for the auditor"));
    assertThat(cli.run("query", "--session", session, "--reason", "why not").status()).isZero();
    assertThat(cli.run("replay", session, "--reason", "why not").status()).isZero();
  }

  @Test
  void whatIsDoneToViewsIsOnRecord() {
    http.json("POST", "/v1/projections/none/rebuild", "").is(404);
    http.json("POST", "/v1/projections/volumes/rebuild", "").is(202);
    assertThat(facts("audit.view_rebuild_requested"))
        .singleElement()
        .satisfies(
            fact -> {
              assertThat(fact.path("view").asText()).isEqualTo("volumes");
              assertThat(fact.path("actor").asText()).isEqualTo("local-operator");
            });
  }
}
