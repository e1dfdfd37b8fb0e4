package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.dwsaudit.app.server.HttpCalls.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Retention and legal holds over HTTP. */
class HttpComplianceIT {

  private static final String LATER = "{\"as_of\":\"2040-01-01T00:00:00Z\"}";

  private final TestServer server = TestServer.start();
  private final HttpCalls http = new HttpCalls(server.uri());
  private final String held = SampleEvents.newSession();
  private final String free = SampleEvents.newSession();

  @AfterEach
  void close() {
    http.close();
    server.close();
  }

  private Answer place(String scope) {
    return http.json("POST", "/v1/holds", "{\"scope\":%s,\"reason\":\"case 7\"}".formatted(scope));
  }

  @Test
  void expiresWhatNoHoldKeeps() {
    http.append(SampleEvents.question(held, 1), SampleEvents.question(free, 1)).is(200);
    Answer placed = place("{\"kind\":\"session\",\"value\":\"%s\"}".formatted(held)).is(201);
    assertThat(placed.header("location"))
        .isEqualTo("/v1/holds/" + placed.json().path("hold_id").asText());
    assertThat(http.get(placed.header("location")).is(200).json()).isEqualTo(placed.json());

    JsonNode plan = http.json("POST", "/v1/retention/plans", LATER).is(200).json();
    JsonNode receipt = http.json("POST", "/v1/retention/runs", LATER).is(200).json();

    assertThat(plan.path("due").asInt()).isEqualTo(2);
    assertThat(plan.path("held").asInt()).isEqualTo(1);
    assertThat(receipt.path("expired").asInt()).isEqualTo(1);
    assertThat(receipt.path("held").asInt()).isEqualTo(1);
    JsonNode run = http.get("/v1/retention/runs/" + receipt.path("run_id").asText()).is(200).json();
    assertThat(run.path("receipt")).isEqualTo(receipt);
    assertThat(http.get("/v1/retention/runs").is(200).json().path("runs")).hasSize(1);
    assertThat(http.get("/v1/sessions/" + held).is(200).json().path("events").asInt()).isOne();
    JsonNode expired = http.get("/v1/sessions/" + free).is(200).json();
    assertThat(expired.path("events").asInt()).isZero();
    assertThat(expired.path("expired").asInt()).isOne();
  }

  @Test
  void whatExpiredStaysProvable() {
    JsonNode event = SampleEvents.question(free, 1);
    http.append(event).is(200);
    String id = event.path("event_id").asText();
    JsonNode record = http.get("/v1/events/" + id).is(200).json().path("record");
    JsonNode receipt = http.json("POST", "/v1/retention/runs", LATER).is(200).json();
    assertThat(receipt.path("expired").asInt()).isOne();

    JsonNode proof =
        http.get("/v1/log/proofs/inclusion?position=" + record.path("position").asText())
            .is(200)
            .json();

    http.get("/v1/events/" + id).isProblem(404, "EVENT_NOT_FOUND");
    assertThat(proof.path("leaf_hash")).isEqualTo(record.path("leaf_hash"));
  }

  @Test
  void keepsWhatAConditionHoldsForThoughNobodyMaySeeIt() {
    http.append(
            SampleEvents.question(held, 1).put("data_classification", "restricted"),
            SampleEvents.question(held, 2))
        .is(200);
    String query = "{\"where\":\"payload.text == 'Question 1'\"}";
    JsonNode placed = place("{\"kind\":\"query\",\"query\":%s}".formatted(query)).is(201).json();
    http.append(SampleEvents.question(free, 1), SampleEvents.question(free, 2)).is(200);

    JsonNode receipt = http.json("POST", "/v1/retention/runs", LATER).is(200).json();

    assertThat(placed.at("/scope/query/where").asText()).isEqualTo("payload.text == 'Question 1'");
    assertThat(receipt.path("held").asInt()).isEqualTo(2);
    assertThat(receipt.path("expired").asInt()).isEqualTo(2);
    place("{\"kind\":\"query\",\"query\":{\"where\":\"payload.text = 1\"}}")
        .isProblem(400, "INVALID_QUERY");
  }

  @Test
  void releasesAHoldOnce() {
    String path = place("{\"kind\":\"workflow\",\"value\":\"review\"}").is(201).header("location");

    http.delete(path).isProblem(400, "INVALID_ARGUMENT");
    JsonNode released = http.delete(path + "?reason=case%20closed").is(200).json();
    http.delete(path + "?reason=again").isProblem(409, "HOLD_RELEASED");

    assertThat(released.at("/released/reason").asText()).isEqualTo("case closed");
    assertThat(http.get("/v1/holds").is(200).json().path("holds")).isEmpty();
    assertThat(http.get("/v1/holds?released=true").is(200).json().path("holds")).hasSize(1);
    http.get("/v1/holds/" + UUID.randomUUID()).isProblem(404, "HOLD_NOT_FOUND");
    http.delete("/v1/holds/" + UUID.randomUUID() + "?reason=x").isProblem(404, "HOLD_NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"kind\":\"planet\",\"value\":\"x\"}",
        "{\"kind\":\"session\",\"value\":\"x\"}",
        "{\"kind\":\"worker\"}",
        "{\"kind\":\"worker\",\"value\":\"a\",\"query\":{}}",
        "7"
      })
  void refusesAScopeThatIsNone(String scope) {
    place(scope).isProblem(400, "INVALID_ARGUMENT");
  }

  @Test
  void setsPoliciesAboveTheirFloorsOnly() {
    String policies =
        """
        {"policies": [{"category": "mandatory", "period": "%s"},
                      {"category": "optional", "period": "P90D"}], "reason": "because"}
        """;

    JsonNode set =
        http.json("PUT", "/v1/retention/policies", policies.formatted("P2Y")).is(200).json();

    assertThat(set.at("/set/reason").asText()).isEqualTo("because");
    assertThat(set.path("frameworks")).isNotEmpty();
    assertThat(http.get("/v1/retention/policies").is(200).json()).isEqualTo(set);
    http.json("PUT", "/v1/retention/policies", policies.formatted("P1D"))
        .isProblem(422, "RETENTION_BELOW_MINIMUM");
    http.json("PUT", "/v1/retention/policies", policies.formatted("long"))
        .isProblem(400, "INVALID_ARGUMENT");
    http.json("PUT", "/v1/retention/policies", "{\"policies\":[]}")
        .isProblem(400, "INVALID_ARGUMENT");
    http.delete("/v1/retention/policies").isProblem(405, "METHOD_NOT_ALLOWED");
  }

  @Test
  void refusesAMomentThatIsNone() {
    http.json("POST", "/v1/retention/plans", "{\"as_of\":\"soon\"}")
        .isProblem(400, "INVALID_ARGUMENT");
    http.json("POST", "/v1/retention/runs", "{\"asof\":\"2026-01-01T00:00:00Z\"}")
        .isProblem(400, "INVALID_ARGUMENT");
    http.get("/v1/retention/runs/" + UUID.randomUUID()).isProblem(404, "RETENTION_RUN_NOT_FOUND");
    http.get("/v1/retention/runs?limit=0").isProblem(400, "INVALID_ARGUMENT");
  }
}
