package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.locks.LockSupport;
import org.dwsaudit.app.cli.Cli;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Views over HTTP, as anybody sees them. */
@TestInstance(Lifecycle.PER_CLASS)
class HttpViewsIT {

  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final long BETWEEN_LOOKS_NANOS = 50_000_000L;

  private TestServer server;
  private HttpCalls http;

  @BeforeAll
  void start() {
    server = TestServer.start();
    http = new HttpCalls(server.uri());
    http.append(
            """
            [{"event_id":"6f1d7f7e-2f0c-4c55-9b0e-0d3c0f6a7e11","event_type":"workflow.phase_entered",
              "timestamp":"2026-11-21T09:30:00Z","session_id":"5e6836e4-fb8c-52fc-9b02-17bc0c15d297",
              "workflow_id":"contract-review","worker_id":"review-agent",
              "base_version":"7362a1708d720a4d697d042f21fd8637ea144c3b","payload":{"phase":"draft"}}]\
            """)
        .is(200);
    awaitRows("volumes", 1);
  }

  @AfterAll
  void stop() {
    http.close();
    server.close();
  }

  private JsonNode awaitRows(String view, int rows) {
    long start = System.nanoTime();
    while (true) {
      JsonNode answer = http.get("/v1/views/" + view).is(200).json();
      if (answer.path("rows").size() >= rows) {
        return answer;
      }
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError(answer.toString());
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
  }

  @Test
  void showsASession() {
    JsonNode row = awaitRows("sessions", 1).path("rows").get(0);

    assertThat(row.path("session_id").asText()).isEqualTo("5e6836e4-fb8c-52fc-9b02-17bc0c15d297");
    assertThat(row.path("status").asText()).isEqualTo("running");
    assertThat(row.path("phase").asText()).isEqualTo("draft");
    assertThat(row.path("workers")).map(JsonNode::asText).containsExactly("review-agent");
    assertThat(row.path("last_at").asText()).isEqualTo("2026-11-21T09:30:00Z");
  }

  @Test
  void countsByFacets() {
    JsonNode row = awaitRows("counts", 1).path("rows").get(0);
    assertThat(row.path("data_classification").asText()).isEqualTo("internal");
    String query =
        """
        {"query": {"event_types": ["workflow.*"], "days": {"from": "2026-11-21"},
                   "facets": ["worker_id", "phase_id"]}}
        """;
    JsonNode counted = http.json("POST", "/v1/events/count", query).is(200).json();
    assertThat(counted.path("events").asInt()).isOne();
    assertThat(counted.at("/facets/worker_id/values/0/value").asText()).isEqualTo("review-agent");
    assertThat(counted.at("/facets/phase_id/values/0/value").asText("none")).isEmpty();
    assertThat(counted.at("/facets/worker_id/distinct").asInt()).isOne();

    Cli cli = new Cli(server.uri());
    assertThat(cli.run("count", "--by", "worker_id,day", "--last-day", "2026-11-21").out())
        .contains("1 events", "WORKER_ID", "review-agent", "DAY", "2026-11-21");
    assertThat(cli.run("count", "--first-day", "2026-11-22").out()).startsWith("0 events");
    assertThat(cli.run("count", "--where", "true").err()).contains("where: a count by it");
    assertThat(cli.run("count", "--by", "worker").err()).contains("expected: day, category");
    http.json("POST", "/v1/events/count", "{\"days\": {\"from\": \"2026-13-01\"}}")
        .isProblem(400, "INVALID_QUERY");
  }

  @Test
  void filtersByKeyColumns() {
    assertThat(http.get("/v1/views/volumes?day=2026-11-21").is(200).json().path("rows")).hasSize(1);
    assertThat(http.get("/v1/views/volumes?day=2026-11-22").is(200).json().path("rows")).isEmpty();
    http.get("/v1/views/volumes?tool=x").isProblem(400, "INVALID_ARGUMENT");
    http.get("/v1/views/nonsense").isProblem(404, "VIEW_NOT_FOUND");
  }

  @Test
  void tellsHowFarViewsAreAndRebuildsOne() {
    JsonNode status = http.get("/v1/projections").is(200).json().path("projections");
    assertThat(status).hasSize(7);
    assertThat(new Cli(server.uri()).run("projections", "status").out())
        .contains("VIEW", "sessions", "counts");
    http.json("POST", "/v1/projections/nonsense/rebuild", "{}").isProblem(404, "VIEW_NOT_FOUND");
    http.json("POST", "/v1/projections/tools/rebuild", "{}").is(202);
    assertThat(http.get("/health/ready").is(200).text()).contains("views");
    assertThat(http.get("/metrics").is(200).text()).contains("dws_audit_view_events_behind");
  }
}
