package org.dwsaudit.api.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.dwsaudit.api.server.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiServerTest {

  private static final String JSON = "application/json";

  private TestServer server;

  @BeforeAll
  void start() {
    server = new TestServer();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("detail").asText()).isNotEmpty().doesNotContain("Exception");
    assertThat(answer.json().path("retryable").asBoolean())
        .isEqualTo(!answer.header("retry-after").isEmpty());
  }

  @Test
  void storesAnEventAndSaysWhereItIs() {
    UUID session = UUID.randomUUID();

    Answer answer = server.post("/v1/events", TestServer.event(session), "content-type", JSON);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
    assertThat(answer.json().at("/events/0/session_id").asText()).isEqualTo(session.toString());
    assertThat(answer.json().at("/events/0/sequence_number").asInt()).isEqualTo(1);
  }

  @Test
  void takesJsonWithoutAName() {
    assertThat(server.post("/v1/events", TestServer.event(UUID.randomUUID())).status())
        .isEqualTo(200);
  }

  @Test
  void storesTheSessionsThatAgreeAndNamesTheOnesThatDoNot() {
    UUID good = UUID.randomUUID();
    String refused =
        TestServer.event(UUID.randomUUID())
            .replace("\"payload\"", "\"sequence_number\": 7, \"payload\"");

    Answer answer =
        server.post(
            "/v1/events",
            TestServer.event(good) + "\n" + refused,
            "content-type",
            "application/x-ndjson");

    assertProblem(answer, 409, "SEQUENCE_CONFLICT");
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
    assertThat(answer.json().at("/events/0/session_id").asText()).isEqualTo(good.toString());
    assertThat(answer.json().at("/violations/0/index").asInt()).isEqualTo(1);
    assertThat(answer.json().at("/violations/0/rule").asText()).isEqualTo("SEQUENCE_CONFLICT");
  }

  @Test
  void namesEveryViolation() {
    Answer answer =
        server.post(
            "/v1/events",
            "[{\"event_id\": \"no\"}, {\"workflow_id\": \"\\ud800\"}]",
            "content-type",
            JSON);

    assertProblem(answer, 422, "INVALID_EVENT");
    assertThat(answer.json().path("violations"))
        .anySatisfy(
            violation -> {
              assertThat(violation.path("index").asInt()).isZero();
              assertThat(violation.path("pointer").asText()).isEqualTo("/event_id");
              assertThat(violation.path("rule").asText()).isEqualTo("UUID");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, 415, UNSUPPORTED_MEDIA_TYPE",
    "application/x-www-form-urlencoded, 415, UNSUPPORTED_MEDIA_TYPE",
    "application/json; charset=utf-16, 415, UNSUPPORTED_MEDIA_TYPE",
    "nonsense, 415, UNSUPPORTED_MEDIA_TYPE",
    "application/json; charset=UTF-8, 400, MALFORMED_JSON",
  })
  void refusesWhatCallsItselfAnythingElse(String type, int status, String code) {
    assertProblem(server.post("/v1/events", "{", "content-type", type), status, code);
  }

  @Test
  void refusesAnUnknownPathAndAWrongMethod() {
    assertProblem(server.get("/v1/nothing"), 404, "ROUTE_NOT_FOUND");
    assertProblem(server.get("/v1/events/"), 404, "ROUTE_NOT_FOUND");

    Answer wrong = server.get("/v1/events");

    assertProblem(wrong, 405, "METHOD_NOT_ALLOWED");
    assertThat(wrong.header("allow")).isEqualTo("POST");
  }

  @Test
  void answersHeadAsGetWithoutTheBody() {
    Answer answer = server.send("HEAD", "/health/live", new byte[0]);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEmpty();
  }

  @Test
  void refusesAnUnknownParameter() {
    assertProblem(server.get("/v1/events/" + UUID.randomUUID() + "?x=1"), 400, "INVALID_ARGUMENT");
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    byte[] body = new byte[TestServer.REQUEST_BYTES_MAX + 1];

    assertProblem(
        server.send("POST", "/v1/events", body, "content-type", JSON), 413, "REQUEST_TOO_LARGE");
  }

  @Test
  void unpacksGzipButNotWithoutBound() throws IOException {
    byte[] good = gzip(TestServer.event(UUID.randomUUID()).getBytes(UTF_8));
    byte[] bomb = gzip(new byte[50_000_000]);
    String[] headers = {"content-type", JSON, "content-encoding", "gzip"};

    assertThat(server.send("POST", "/v1/events", good, headers).status()).isEqualTo(200);
    assertThat(bomb).hasSizeLessThan(TestServer.REQUEST_BYTES_MAX);
    assertProblem(server.send("POST", "/v1/events", bomb, headers), 413, "REQUEST_TOO_LARGE");
    assertProblem(
        server.send("POST", "/v1/events", "{}".getBytes(UTF_8), headers), 400, "MALFORMED_JSON");
    assertProblem(
        server.post("/v1/events", "{}", "content-type", JSON, "content-encoding", "br"),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  @Test
  void saysThatTheDatabaseIsAwayAndNothingElseOfIt() {
    Answer answer = server.post("/v1/events/query", "{}", "content-type", JSON);

    assertProblem(answer, 503, "STORE_UNAVAILABLE");
    assertThat(answer.text()).doesNotContain("secret-host");
  }

  @Test
  void isReadyWhenEveryCheckIs() {
    server.health = () -> List.of(new HealthSource.Check("database", true, "answers"));
    assertThat(server.get("/health/ready").status()).isEqualTo(200);

    server.health = () -> List.of(new HealthSource.Check("database", false, "does not answer"));
    Answer unready = server.get("/health/ready");

    assertThat(unready.status()).isEqualTo(503);
    assertThat(unready.json().at("/status").asText()).isEqualTo("unready");
    assertThat(unready.json().at("/checks/database/ok").asBoolean(true)).isFalse();
    assertThat(server.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void countsEventsAndTimesRequestsByTheirRoute() {
    server.get("/v1/events/" + UUID.randomUUID());

    String text = server.get("/metrics").text();

    assertThat(text)
        .contains("dws_audit_events_total{result=\"accepted\"}")
        .contains("route=\"/v1/events/:event_id\"");
  }

  @Test
  void answersWhatIsNoHttpWithAProblem() throws IOException {
    assertThat(raw("GET /v1/events/%zz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json");
    assertThat(
            raw(
                "GET /"
                    + "x".repeat(100_000)
                    + " HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 414")
        .contains("application/problem+json");
    assertThat(
            raw(
                "GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nx: "
                    + "x".repeat(100_000)
                    + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .contains("application/problem+json");
  }

  @Test
  void refusesAHostThatIsNotThisMachine() throws IOException {
    assertThat(raw("GET /health/live HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403")
        .contains("ORIGIN_REFUSED");
    assertThat(raw("GET /health/live HTTP/1.1\r\nhost: localhost:1\r\nconnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.api.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void letsRequestsUnderWayFinishWhenItStops() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (TestServer stopping = new TestServer();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      stopping.health =
          () -> {
            asked.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return List.of();
          };
      Future<Answer> answer = threads.submit(() -> stopping.get("/health/ready"));
      asked.await();
      Future<?> stopped = threads.submit(stopping.api::close);
      goOn.countDown();

      assertThat(answer.get().status()).isEqualTo(200);
      stopped.get();
    }
  }

  @Test
  void saysThatThePortIsInUse() {
    InetSocketAddress taken =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.api.port());

    assertThatThrownBy(() -> new TestServer(taken)).isInstanceOf(PortInUseException.class);
  }
}
