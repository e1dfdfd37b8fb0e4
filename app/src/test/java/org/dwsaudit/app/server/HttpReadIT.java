package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dwsaudit.app.server.HttpCalls.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries, sessions, replay and schemas over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpReadIT {

  private final String session = SampleEvents.newSession();
  private final List<String> ids = new ArrayList<>();
  private TestServer server;
  private HttpCalls http;

  @BeforeAll
  void start() {
    server = TestServer.start();
    http = new HttpCalls(server.uri());
    for (int i = 1; i <= 5; i++) {
      ObjectNode event = SampleEvents.question(session, i);
      ids.add(event.path("event_id").asText());
      http.append(event).is(200);
    }
    ObjectNode secret = SampleEvents.question(SampleEvents.newSession(), 1);
    secret.put("data_classification", "restricted").put("workflow_id", "secret");
    http.append(secret).is(200);
  }

  @AfterAll
  void stop() {
    http.close();
    server.close();
  }

  @Test
  void pagesThroughEverythingOnce() {
    List<String> seen = new ArrayList<>();
    String cursor = "null";
    do {
      JsonNode page =
          http.query(
                  "{\"session_ids\":[\"%s\"],\"limit\":2,\"cursor\":%s}".formatted(session, cursor))
              .is(200)
              .json();
      page.path("events").forEach(event -> seen.add(event.path("event_id").asText()));
      cursor = page.path("next_cursor").toString();
    } while (!cursor.equals("null"));

    assertThat(seen).isEqualTo(ids);
  }

  @Test
  void pagesTheNewestFirstAndBack() {
    String query = "{\"session_ids\":[\"%s\"],\"order\":\"desc\",\"limit\":2,\"cursor\":%s}";
    JsonNode first = http.query(query.formatted(session, "null")).is(200).json();
    JsonNode second =
        http.query(query.formatted(session, first.path("next_cursor"))).is(200).json();
    JsonNode again =
        http.query(query.formatted(session, second.path("previous_cursor"))).is(200).json();

    assertThat(first.path("events"))
        .map(event -> event.path("event_id").asText())
        .containsExactly(ids.get(4), ids.get(3));
    assertThat(first.path("previous_cursor").isNull()).isTrue();
    assertThat(second.path("events"))
        .map(event -> event.path("event_id").asText())
        .containsExactly(ids.get(2), ids.get(1));
    assertThat(again.path("events")).isEqualTo(first.path("events"));
    assertThat(again.path("previous_cursor").isNull()).isTrue();
    http.query(
            "{\"session_ids\":[\"%s\"],\"cursor\":%s}"
                .formatted(session, first.path("next_cursor")))
        .isProblem(400, "INVALID_CURSOR");
  }

  @Test
  void givesOnlyTheFieldsThatAreWanted() {
    JsonNode page =
        http.query(
                "{\"fields\":[\"/event_id\",\"/payload/text\"],\"session_ids\":[\"%s\"],\"limit\":1}"
                    .formatted(session))
            .is(200)
            .json();
    JsonNode secret =
        http.query("{\"fields\":[\"/payload/text\"],\"workflow_ids\":[\"secret\"]}").is(200).json();

    assertThat(page.at("/events/0").toString())
        .isEqualTo(
            "{\"event_id\":\"%s\",\"payload\":{\"text\":\"Question 1\"}}"
                .formatted(ids.getFirst()));
    assertThat(secret.at("/events/0").toString())
        .matches(
            "\\{\"payload\":\\{\"\\$redacted\":"
                + "\\{\"level\":\"restricted\",\"commitment\":\"[0-9a-f]{64}\"}}}");
    http.query("{\"fields\":[\"/payloads\"]}").isProblem(400, "INVALID_QUERY");
  }

  @Test
  void givesAnEventWithWhatTheStoreAdded() {
    Answer answer = http.get("/v1/events/" + ids.getFirst()).is(200);

    assertThat(answer.json().path("sequence_number").asInt()).isEqualTo(1);
    assertThat(answer.json().at("/record/position").asText()).isNotEmpty();
    assertThat(answer.json().at("/payload/text").asText()).isEqualTo("Question 1");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
  }

  @Test
  void withholdsWhatTheCallerMayNotSee() {
    JsonNode event = http.query("{\"workflow_ids\":[\"secret\"]}").is(200).json().at("/events/0");

    assertThat(event.at("/payload/$redacted/level").asText()).isEqualTo("restricted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"limit\":0}",
        "{\"limit\":1001}",
        "{\"limit\":\"5\"}",
        "{\"order\":\"newest\"}",
        "{\"event_typs\":[]}",
        "{\"event_types\":[\"nothing.known\"]}",
        "{\"event_types\":[\"a*b\"]}",
        "{\"session_ids\":[\"x\"]}",
        "{\"time_range\":{\"from\":\"yesterday\"}}",
        "{\"time_range\":{\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}}",
        "[]"
      })
  void refusesAQueryThatMakesNoSense(String members) {
    http.query(members).isProblem(400, "INVALID_QUERY");
  }

  @Test
  void refusesAForgedCursorAndOneOfAnotherQuery() {
    String cursor = http.query("{\"limit\":1}").is(200).json().path("next_cursor").asText();

    http.query("{\"cursor\":\"AAAA\"}").isProblem(400, "INVALID_CURSOR");
    http.query("{\"cursor\":\"%s\",\"worker_ids\":[\"agent\"]}".formatted(cursor))
        .isProblem(400, "INVALID_CURSOR");
    http.json("POST", "/v1/events/query", "{").isProblem(400, "MALFORMED_JSON");
    http.send("POST", "/v1/events/query", "{}", "content-type", "text/plain")
        .isProblem(415, "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void refusesIdsThatAreNoneOrNotThere() {
    http.get("/v1/events/nonsense").isProblem(400, "INVALID_ARGUMENT");
    http.get("/v1/events/" + UUID.randomUUID()).isProblem(404, "EVENT_NOT_FOUND");
    http.get("/v1/sessions/nonsense").isProblem(400, "INVALID_ARGUMENT");
    http.get("/v1/sessions/" + UUID.randomUUID()).isProblem(404, "SESSION_NOT_FOUND");
    http.get("/v1/sessions/" + UUID.randomUUID() + "/state").isProblem(404, "SESSION_NOT_FOUND");
  }

  @Test
  void listsSessions() {
    JsonNode page = http.get("/v1/sessions?workflow=review&worker=agent&limit=10").is(200).json();

    assertThat(page.path("sessions"))
        .map(found -> found.path("session_id").asText())
        .containsExactly(session);
    assertThat(page.path("next_cursor").isNull()).isTrue();
    assertThat(http.get("/v1/sessions/" + session).is(200).json().path("events").asInt())
        .isEqualTo(5);
    assertThat(http.get("/v1/sessions?status=failed,cancelled").is(200).json().path("sessions"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"status=broken", "limit=0", "limit=x", "from=now", "worker=", "statsu=running"})
  void refusesParametersThatMakeNoSense(String query) {
    http.get("/v1/sessions?" + query).isProblem(400, "INVALID_ARGUMENT");
  }

  @Test
  void replaysToAPointAndComparesTwo() {
    String path = "/v1/sessions/" + session;

    assertThat(http.get(path + "/state").is(200).json().path("events").asInt()).isEqualTo(5);
    assertThat(http.get(path + "/state?at=2").is(200).json().path("events").asInt()).isEqualTo(2);
    assertThat(http.get(path + "/diff?from=2&to=4").is(200).json().path("changes")).isNotEmpty();
    http.get(path + "/state?at=6").isProblem(400, "INVALID_ARGUMENT");
    http.get(path + "/state?at=later").isProblem(400, "INVALID_ARGUMENT");
    http.get(path + "/diff?to=4").isProblem(400, "INVALID_ARGUMENT");
  }

  @Test
  void describesItsTypesAndItself() {
    assertThat(http.get("/v1/taxonomy").is(200).json().path("categories")).hasSizeGreaterThan(10);
    assertThat(
            http.get("/v1/schemas/workflow.phase_entered")
                .is(200)
                .json()
                .at("/properties/payload")
                .isObject())
        .isTrue();
    http.get("/v1/schemas/common").is(200);
    http.get("/v1/schemas/workflow.phase_entred").isProblem(404, "SCHEMA_NOT_FOUND");
    assertThat(http.get("/openapi.json").is(200).json().path("openapi").asText())
        .isEqualTo("3.1.0");
    http.get("/").is(200);
    http.get("/health/live").is(200);
    http.get("/health/ready").is(200);
    assertThat(http.get("/metrics").is(200).text()).contains("dws_audit_events_total");
  }
}
