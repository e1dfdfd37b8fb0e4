package org.dwsaudit.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.app.client.EventStream;
import org.dwsaudit.app.client.EventStream.Message;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.app.client.ServerRefusedException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Live streams over Server-Sent Events, against the application's own server. */
class LiveStreamIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @AutoClose
  private static final TestServer server =
      TestServer.start(Map.of("live.heartbeat_seconds", "1", "live.subscribers", "320"));

  @AutoClose private static final HttpCalls http = new HttpCalls(server.uri());
  @AutoClose private static final ServerClient client = new ServerClient(server.uri());

  private final String session = SampleEvents.newSession();

  private EventStream stream(String more) {
    return stream(more, null);
  }

  private EventStream stream(String more, String lastId) {
    return client.stream("/v1/events/stream?session_ids=" + session + more, lastId);
  }

  private static JsonNode next(EventStream stream) throws IOException {
    Message message = stream.next();
    assertThat(message).isNotNull();
    assertThat(message.type()).isEqualTo("message");
    JsonNode event = JSON.readTree(message.data());
    assertThat(stream.lastId()).isEqualTo(event.at("/record/position").asText());
    return event;
  }

  private static List<Integer> numbers(EventStream stream, int events) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      numbers.add(next(stream).path("sequence_number").asInt());
    }
    return numbers;
  }

  private void append(int from, int upTo) {
    for (int number = from; number <= upTo; number++) {
      http.append(SampleEvents.question(session, number)).is(200);
    }
  }

  @Test
  void givesHistoryThenWhatIsCommittedEachAsAQueryGivesIt() throws IOException {
    append(1, 2);
    try (EventStream stream = stream("&from=start")) {
      List<JsonNode> events = new ArrayList<>(List.of(next(stream), next(stream)));
      append(3, 4);
      events.addAll(List.of(next(stream), next(stream)));

      JsonNode page = http.query("{\"session_ids\":[\"%s\"]}".formatted(session)).json();
      assertThat(events).isEqualTo(page.path("events").valueStream().toList());
    }
  }

  @Test
  void beginsNowUnlessItIsToldOtherwise() throws IOException {
    append(1, 2);
    try (EventStream now = stream("")) {
      append(3, 3);
      assertThat(numbers(now, 1)).containsExactly(3);
      String third = now.lastId();
      append(4, 4);
      try (EventStream after = stream("&after=" + third);
          EventStream resumed = stream("&from=start", third)) {
        assertThat(numbers(after, 1)).containsExactly(4);
        assertThat(numbers(resumed, 1)).containsExactly(4);
      }
    }
  }

  @Test
  void filtersByEverythingThatAFilterNames() throws IOException {
    ObjectNode other = SampleEvents.event(session, "workflow.phase_entered", 1);
    other.put("worker_id", "a, b");
    other.withObject("/payload").put("phase", "plan");
    http.append(other, SampleEvents.question(session, 2)).is(200);

    assertFirst("&event_types=workflow.*,verification.*", 1);
    assertFirst("&event_types=verification.*&event_types=interaction.*", 2);
    assertFirst("&worker_ids=a%2C%20b", 1);
    assertFirst("&worker_ids=agent&workflow_ids=review", 2);
    assertFirst("&time_from=2026-04-01T10:00:02Z&time_to=2026-04-01T10:00:02Z", 2);
  }

  private void assertFirst(String filter, int number) throws IOException {
    try (EventStream stream = stream("&from=start" + filter)) {
      assertThat(numbers(stream, 1)).containsExactly(number);
    }
  }

  @Test
  void saysHowFarItHasComeWhereNothingIsSelected() throws IOException {
    append(1, 1);
    String position =
        http.query("{\"session_ids\":[\"%s\"]}".formatted(session))
            .json()
            .at("/events/0/record/position")
            .asText();

    String raw = rawUntilHeartbeat("&from=start&event_types=workflow.*");

    assertThat(raw).contains("\n: up to 0000000000000000\nid: 0000000000000000\n\n");
    assertThat(raw).contains("\n: up to ").doesNotContain("data:");
    assertThat(raw.substring(raw.lastIndexOf("id: ") + 4).strip()).isGreaterThanOrEqualTo(position);
  }

  private String rawUntilHeartbeat(String more) throws IOException {
    try (var socket = new Socket("127.0.0.1", server.uri().getPort())) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write(
              "GET /v1/events/stream?session_ids=%s%s HTTP/1.1\r\nhost: localhost\r\n\r\n"
                  .formatted(session, more)
                  .getBytes(UTF_8));
      StringBuilder heard = new StringBuilder();
      // the position where it begins, and one heartbeat
      while (heard.toString().split(": up to ", -1).length < 3) {
        heard.append((char) socket.getInputStream().read());
      }
      while (heard.charAt(heard.length() - 1) != '\n' || heard.charAt(heard.length() - 2) != '\n') {
        heard.append((char) socket.getInputStream().read());
      }
      return heard.toString();
    }
  }

  @Test
  void withholdsWhatTheCallerMayNotReadFromHistoryAndFromMemory() throws IOException {
    ObjectNode secret = SampleEvents.question(session, 1);
    secret.put("data_classification", "restricted");
    http.append(secret).is(200);
    try (EventStream stream = stream("&from=start")) {
      assertThat(next(stream).at("/payload/$redacted/level").asText()).isEqualTo("restricted");
      secret.put("event_id", UUID.randomUUID().toString());
      http.append(secret).is(200);
      assertThat(next(stream).at("/payload/$redacted/level").asText()).isEqualTo("restricted");
    }
  }

  @Test
  void leavesTheStoresOwnFactsOutUnlessTheyAreAskedFor() throws IOException {
    try (EventStream all = client.stream("/v1/events/stream", null);
        EventStream facts = client.stream("/v1/events/stream?event_types=audit.*", null)) {
      String hold =
          """
          {"scope": {"kind": "session", "value": "%s"}, "reason": "complaint 4711"}\
          """
              .formatted(session);
      http.json("POST", "/v1/holds", hold).is(201);
      append(1, 1);

      assertThat(next(facts).path("event_type").asText()).startsWith("audit.");
      JsonNode first = next(all);
      while (!first.path("session_id").asText().equals(session)) {
        assertThat(first.path("event_type").asText()).doesNotStartWith("audit.");
        first = next(all);
      }
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    http.get("/v1/events/stream?from=middle").isProblem(400, "INVALID_ARGUMENT");
    http.get("/v1/events/stream?after=12").isProblem(400, "INVALID_ARGUMENT");
    http.get("/v1/events/stream?after=00000000000000ff&from=start")
        .isProblem(400, "INVALID_ARGUMENT");
    http.get("/v1/events/stream?after=7fffffffffffffff").isProblem(400, "INVALID_ARGUMENT");
    http.get("/v1/events/stream?event_types=workflow.nothing").isProblem(400, "INVALID_QUERY");
    http.get("/v1/events/stream?session_ids=me").isProblem(400, "INVALID_QUERY");
    http.get("/v1/events/stream?colour=red").isProblem(400, "INVALID_ARGUMENT");
    http.send("GET", "/v1/events/stream", "", "last-event-id", "x")
        .isProblem(400, "INVALID_ARGUMENT");
  }

  @Test
  void answersHeadAndIsDone() {
    assertThat(http.send("HEAD", "/v1/events/stream", "").is(200).header("content-type"))
        .startsWith("text/event-stream");
  }

  @Test
  void leavesRoomForOthersAndTakesSoManyAndNoMore() {
    List<EventStream> streams = new ArrayList<>();
    ServerRefusedException refused = null;
    try {
      while (refused == null) {
        refused =
            catchThrowableOfType(
                ServerRefusedException.class, () -> streams.add(stream("&from=start")));
        assertThat(streams).hasSizeLessThanOrEqualTo(320);
      }
      assertThat(refused.code()).isEqualTo("OVERLOADED");
      assertThat(refused.retryable()).isTrue();
      assertThat(streams).hasSizeGreaterThan(256);
      append(1, 1);
      try (SocketLine line = new SocketLine(server.uri(), "/v1/events/ws")) {
        line.send("{}");
        assertThat(line.next(SocketLine.Heard.Closed.class).code()).isEqualTo(4429);
      }
      assertThat(http.get("/metrics").text())
          .contains("dws_audit_live_subscribers %d.0".formatted(streams.size()));
      assertThat(http.get("/health/ready").json().at("/checks/live/detail").asText())
          .isEqualTo(streams.size() + " subscribers");
    } finally {
      streams.forEach(EventStream::close);
    }
  }

  @Test
  void endsWhenTheServerStopsAndSaysWhereToGoOn() throws IOException {
    try (TestServer stopping = TestServer.start();
        ServerClient other = new ServerClient(stopping.uri());
        EventStream stream = other.stream("/v1/events/stream", null)) {
      stopping.close();

      Message end = stream.next();
      assertThat(end.type()).isEqualTo("error");
      JsonNode problem = JSON.readTree(end.data());
      assertThat(problem.path("code").asText()).isEqualTo("SERVER_STOPPING");
      assertThat(problem.path("resume_after").asText()).isEqualTo(stream.lastId());
      assertThat(stream.next()).isNull();
    }
  }
}
