package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.dwsaudit.app.server.SocketLine.Heard.Closed;
import org.dwsaudit.app.server.SocketLine.Heard.Ping;
import org.dwsaudit.app.server.SocketLine.Heard.Pong;
import org.dwsaudit.app.server.SocketLine.Heard.Text;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Live streams over WebSocket, against the application's own server. */
class LiveSocketIT {

  private static final String PATH = "/v1/events/ws";

  @AutoClose
  private static final TestServer server = TestServer.start(Map.of("live.heartbeat_seconds", "1"));

  @AutoClose private static final HttpCalls http = new HttpCalls(server.uri());

  private final String session = SampleEvents.newSession();

  private static SocketLine connect(String path) {
    return new SocketLine(server.uri(), path);
  }

  private String subscription(String more) {
    return "{\"subscription\":{\"session_ids\":[\"%s\"],\"delivery\":{\"type\":\"stream\"}%s}}"
        .formatted(session, more);
  }

  private JsonNode append(int number) {
    return http.append(SampleEvents.question(session, number)).is(200).json();
  }

  @Test
  void givesHistoryThenWhatIsCommitted() {
    append(1);
    try (SocketLine line = connect(PATH).send(subscription(",\"from\":\"start\""))) {
      assertThat(line.next(Ping.class).data()).isEqualTo("0000000000000000");
      JsonNode first = line.next(Text.class).json();
      append(2);
      JsonNode second = line.next(Text.class).json();

      assertThat(first.path("sequence_number").asInt()).isEqualTo(1);
      assertThat(second.path("sequence_number").asInt()).isEqualTo(2);
      assertThat(second)
          .isEqualTo(http.get("/v1/events/" + second.path("event_id").asText()).json());
    }
  }

  @Test
  void beginsBehindThePositionInTheAddressOrInTheMessage() {
    append(1);
    String position;
    try (SocketLine line = connect(PATH + "?from=start").send(subscription(""))) {
      position = line.next(Text.class).json().at("/record/position").asText();
    }
    append(2);
    try (SocketLine line = connect(PATH + "?after=" + position).send(subscription(""))) {
      assertThat(line.next(Text.class).json().path("sequence_number").asInt()).isEqualTo(2);
    }
    String after = ",\"after\":\"%s\"".formatted(position);
    try (SocketLine line = connect(PATH).sendInTwo(subscription(after))) {
      assertThat(line.next(Text.class).json().path("sequence_number").asInt()).isEqualTo(2);
    }
  }

  @Test
  void saysInPingsHowFarItHasCome() {
    try (SocketLine line = connect(PATH).send(subscription(""))) {
      String from = line.next(Ping.class).data();
      http.append(SampleEvents.question(SampleEvents.newSession(), 1)).is(200);

      String upTo = line.next(Ping.class).data();
      while (upTo.equals(from)) {
        upTo = line.next(Ping.class).data();
      }
      assertThat(upTo).isGreaterThan(from);
    }
  }

  @Test
  void answersPings() {
    try (SocketLine line = connect(PATH).ping("who is there")) {
      assertThat(line.next(Pong.class).data()).isEqualTo("who is there");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no json | MALFORMED_JSON | 4400",
        "[] | INVALID_QUERY | 4400",
        "{\"event_types\":[\"workflow.nothing\"]} | INVALID_QUERY | 4400",
        "{\"subscription\":{\"colour\":\"red\"}} | INVALID_QUERY | 4400",
        "{\"delivery\":{\"type\":\"webhook\"}} | INVALID_QUERY | 4400",
        "{\"from\":\"start\",\"after\":\"0000000000000001\"} | INVALID_ARGUMENT | 4400",
        "{\"after\":\"1\"} | INVALID_ARGUMENT | 4400",
        "{\"after\":\"7000000000000001\"} | INVALID_ARGUMENT | 4400",
      })
  void saysWhyASubscriptionIsRefused(String message, String code, int close) {
    try (SocketLine line = connect(PATH).send(message)) {
      JsonNode error = line.next(Text.class).json().path("error");
      assertThat(error.path("code").asText()).as(error.toString()).isEqualTo(code);
      assertThat(line.next(Closed.class)).isEqualTo(new Closed(close, code));
    }
  }

  @Test
  void takesOneSubscriptionAndNoMore() {
    try (SocketLine line = connect(PATH).send(subscription(""))) {
      line.next(Ping.class);
      line.send(subscription(""));
      assertThat(line.next(Closed.class).code()).isEqualTo(4400);
    }
  }

  @Test
  void boundsWhatIsSentToIt() {
    try (SocketLine line = connect(PATH)) {
      line.send("x".repeat(300_000));
      assertThat(line.next(Closed.class).code()).isEqualTo(1009);
    }
  }

  @Test
  void refusesAWebPageOfSomewhereElse() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create("ws://" + server.uri().getAuthority() + PATH);
      var socket =
          client
              .newWebSocketBuilder()
              .header("Origin", "http://evil.example")
              .buildAsync(address, new WebSocket.Listener() {});
      assertThatThrownBy(socket::join)
          .isInstanceOfSatisfying(
              CompletionException.class,
              e ->
                  assertThat(e.getCause())
                      .isInstanceOfSatisfying(
                          WebSocketHandshakeException.class,
                          refused ->
                              assertThat(refused.getResponse().statusCode()).isEqualTo(403)));
    }
  }

  @Test
  void tellsWhoIsNoWebSocketSo() {
    http.get(PATH).isProblem(426, "INVALID_ARGUMENT");
  }

  @Test
  void closesWhenTheServerStopsAndSaysWhereToGoOn() {
    try (TestServer stopping = TestServer.start();
        SocketLine line = new SocketLine(stopping.uri(), PATH)) {
      line.send("{}");
      String position = line.next(Ping.class).data();
      stopping.close();

      JsonNode error = line.next(Text.class).json().path("error");
      assertThat(error.path("code").asText()).isEqualTo("SERVER_STOPPING");
      assertThat(error.path("resume_after").asText()).isEqualTo(position);
      Closed closed = line.next(Closed.class);
      assertThat(closed.code()).isEqualTo(1012);
      assertThat(closed.reason()).contains("SERVER_STOPPING", position);
    }
  }
}
