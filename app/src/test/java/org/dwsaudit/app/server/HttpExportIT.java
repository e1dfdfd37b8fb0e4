package org.dwsaudit.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.Statement;
import org.dwsaudit.app.server.HttpCalls.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code POST /v1/exports}: whole and on record, or visibly not whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpExportIT {

  /** More than sockets and buffers on the way take up. */
  private static final int EVENTS = 3_000;

  private static final String EVENT_TEXT = "x".repeat(20_000);

  private TestServer server;
  private HttpCalls http;

  @BeforeAll
  void start() {
    server = TestServer.start();
    http = new HttpCalls(server.uri());
    String session = SampleEvents.newSession();
    for (int i = 0; i < EVENTS; i += 500) {
      ObjectNode[] events = new ObjectNode[500];
      for (int k = 0; k < events.length; k++) {
        events[k] = SampleEvents.question(session, i + k);
        events[k].withObject("/payload").put("text", EVENT_TEXT);
        events[k].put("workflow_id", "large");
      }
      http.append(events).is(200);
    }
    ObjectNode small = SampleEvents.question(SampleEvents.newSession(), 1);
    http.append(small.put("data_classification", "confidential")).is(200);
  }

  @AfterAll
  void stop() {
    http.close();
    server.close();
  }

  private Answer export(String body) {
    return http.json("POST", "/v1/exports", body);
  }

  private JsonNode completed() {
    return http.query("{\"event_types\":[\"audit.export_completed\"],\"limit\":1000}")
        .is(200)
        .json()
        .path("events");
  }

  @Test
  void givesEveryEventAndPutsTheExportOnRecord() {
    int before = completed().size();

    Answer answer =
        export("{\"format\":\"ndjson\",\"query\":{\"workflow_ids\":[\"large\"]}}").is(200);

    assertThat(answer.text().lines()).hasSize(EVENTS);
    assertThat(answer.header("content-type")).startsWith("application/x-ndjson");
    assertThat(answer.header("content-disposition"))
        .startsWith("attachment; filename=\"dws-audit-");
    JsonNode facts = completed();
    assertThat(facts).hasSize(before + 1);
    assertThat(facts.get(before).at("/payload/events").asInt()).isEqualTo(EVENTS);
  }

  @Test
  void redactsToTheClearanceAskedFor() {
    String query = ",\"query\":{\"workflow_ids\":[\"review\"]}}";

    assertThat(export("{\"format\":\"ndjson\",\"clearance\":\"internal\"" + query).is(200).text())
        .contains("$redacted")
        .doesNotContain("Question 1");
    assertThat(export("{\"format\":\"cloudevents\"" + query).is(200).text())
        .contains("Question 1")
        .contains("specversion");
    assertThat(export("{\"format\":\"csv\"" + query).is(200).text()).startsWith("event_id,");
  }

  @Test
  void refusesBeforeTheFirstByte() {
    export("{\"format\":\"ndjson\",\"clearance\":\"restricted\"}")
        .isProblem(403, "CLEARANCE_EXCEEDED");
    export("{\"format\":\"ndjson\",\"clearance\":\"secret\"}").isProblem(400, "INVALID_ARGUMENT");
    export("{\"format\":\"xml\"}").isProblem(400, "INVALID_ARGUMENT");
    export("{}").isProblem(400, "INVALID_ARGUMENT");
    export("{\"format\":\"ndjson\",\"query\":{\"limit\":5}}").isProblem(400, "INVALID_QUERY");
  }

  @Test
  void breaksOffVisiblyWhereItCannotGoOn() throws Exception {
    int before = completed().size();
    HttpRequest request =
        HttpRequest.newBuilder(server.uri().resolve("/v1/exports"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString("{\"format\":\"ndjson\"}"))
            .build();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).isEqualTo(200);
      try (InputStream body = response.body()) {
        assertThat(body.readNBytes(1_000)).hasSize(1_000);
        admin("ALTER TABLE event_log RENAME TO event_log_away");
        assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
      } finally {
        admin("ALTER TABLE event_log_away RENAME TO event_log");
      }
    }
    assertThat(completed()).hasSize(before);
  }

  @Test
  void stopsForACallerWhoGoesAway() throws IOException {
    int before = completed().size();
    String body = "{\"format\":\"ndjson\"}";
    for (int i = 0; i < 20; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
        socket
            .getOutputStream()
            .write(
                ("POST /v1/exports HTTP/1.1\r\n"
                        + "host: localhost\r\n"
                        + "content-type: application/json\r\n"
                        + "content-length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                    .getBytes(UTF_8));
        assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
      }
    }

    // more callers went away than exports may run at once: each gives its place back
    Answer answer;
    do {
      answer = export("{\"format\":\"ndjson\",\"query\":{\"workflow_ids\":[\"review\"]}}");
    } while (answer.response().statusCode() == 429);
    answer.is(200);
    assertThat(completed()).hasSize(before + 1);
  }

  private void admin(String sql) throws Exception {
    try (Connection connection = server.database().owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
