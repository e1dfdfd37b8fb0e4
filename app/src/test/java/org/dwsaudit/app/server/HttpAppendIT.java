package org.dwsaudit.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.dwsaudit.app.server.HttpCalls.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /v1/events}: what is stored, and what is refused and how. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpAppendIT {

  private TestServer server;
  private HttpCalls http;

  @BeforeAll
  void start() {
    server =
        TestServer.start(
            Map.of(
                "limits.event_bytes", "20000",
                "limits.request_bytes", "100000",
                "limits.events_per_request", "50"));
    http = new HttpCalls(server.uri());
  }

  @AfterAll
  void stop() {
    http.close();
    server.close();
  }

  private static ObjectNode event() {
    return SampleEvents.question(SampleEvents.newSession(), 1);
  }

  @Test
  void acknowledgesTheSameEventAgainUnderItsFirstNumber() {
    String session = SampleEvents.newSession();
    ObjectNode first = SampleEvents.question(session, 1);
    ObjectNode second = SampleEvents.question(session, 2);

    http.append(first, second).is(200);
    Answer again = http.append(second).is(200);

    assertThat(again.json().path("accepted").asInt()).isZero();
    assertThat(again.json().path("duplicates").asInt()).isEqualTo(1);
    assertThat(again.json().at("/events/0/sequence_number").asInt()).isEqualTo(2);
    assertThat(again.json().at("/events/0/duplicate").asBoolean()).isTrue();
  }

  @Test
  void acknowledgesTheSameEventAgainWithTheNumberThatItGot() {
    String session = SampleEvents.newSession();
    ObjectNode first = SampleEvents.question(session, 1).put("sequence_number", 1);
    ObjectNode second = SampleEvents.question(session, 2).put("sequence_number", 2);

    http.append(first, second).is(200);
    Answer again = http.append(first, second).is(200);

    assertThat(again.json().path("duplicates").asInt()).isEqualTo(2);
    assertThat(again.json().at("/events/0/sequence_number").asInt()).isEqualTo(1);
  }

  @Test
  void takesTheNumberThatIsNextInTheLogWhateverServerWroteTheOneBefore() {
    String session = SampleEvents.newSession();
    http.append(SampleEvents.question(session, 1)).is(200);
    try (TestServer other = TestServer.over(server.database());
        HttpCalls there = new HttpCalls(other.uri())) {
      there.append(SampleEvents.question(session, 2)).is(200);

      http.append(SampleEvents.question(session, 3).put("sequence_number", 3)).is(200);
      http.append(SampleEvents.question(session, 4).put("sequence_number", 3))
          .isProblem(409, "SEQUENCE_CONFLICT");
    }
  }

  @Test
  void takesNdjsonAndGzip() throws IOException {
    byte[] lines = SampleEvents.ndjson(event(), event()).getBytes(UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(lines);
    }

    Answer answer =
        http.send(
                "POST",
                "/v1/events",
                packed.toByteArray(),
                "content-type",
                "application/x-ndjson",
                "content-encoding",
                "gzip")
            .is(200);

    assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
  }

  @Test
  void takesCloudEventsInEveryMode() {
    ObjectNode whole = event();
    String structured =
        """
        {"specversion": "1.0", "id": "%s", "type": "dws.interaction.question_asked",
         "source": "dws://review/agent", "data": %s}
        """
            .formatted(whole.path("event_id").asText(), whole);
    ObjectNode inBatch = event();
    String batch =
        "[%s]"
            .formatted(structured.replace(whole.toString(), inBatch.toString()))
            .replace(whole.path("event_id").asText(), inBatch.path("event_id").asText());
    ObjectNode binary = event();

    http.send("POST", "/v1/events", structured, "content-type", "application/cloudevents+json")
        .is(200);
    http.send("POST", "/v1/events", batch, "content-type", "application/cloudevents-batch+json")
        .is(200);
    http.send(
            "POST",
            "/v1/events",
            binary.toString(),
            "content-type",
            "application/json",
            "ce-specversion",
            "1.0",
            "ce-id",
            binary.path("event_id").asText(),
            "ce-type",
            "dws.interaction.question_asked",
            "ce-source",
            "dws://review/agent")
        .is(200);
    http.send("POST", "/v1/events", "{}", "content-type", "application/cloudevents+json")
        .isProblem(422, "INVALID_EVENT");

    for (ObjectNode stored : new ObjectNode[] {whole, inBatch, binary}) {
      http.get("/v1/events/" + stored.path("event_id").asText()).is(200);
    }
  }

  @Test
  void refusesAnotherEventWithTheSameId() {
    ObjectNode event = event();
    http.append(event).is(200);
    event.withObject("/payload").put("text", "something else");

    http.append(event)
        .isProblem(409, "EVENT_ID_CONFLICT")
        .violates(0, "/event_id", "EVENT_ID_CONFLICT");
  }

  @Test
  void storesTheSessionsThatAgreeAndSaysWhichNumberTheOtherNeeds() {
    ObjectNode ahead = event().put("sequence_number", 9);
    ObjectNode good = event();

    Answer answer =
        http.append(good, ahead)
            .isProblem(409, "SEQUENCE_CONFLICT")
            .violates(1, "/sequence_number", "SEQUENCE_CONFLICT");

    assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
    assertThat(answer.json().at("/events/0/event_id")).isEqualTo(good.path("event_id"));
    http.get("/v1/events/" + good.path("event_id").asText()).is(200);
    http.get("/v1/events/" + ahead.path("event_id").asText()).isProblem(404, "EVENT_NOT_FOUND");
  }

  @Test
  void storesNothingWhereOneEventOfTheRequestIsWrong() {
    ObjectNode good = event();
    ObjectNode wrong = event();
    wrong.remove("workflow_id");

    http.append(good, wrong)
        .isProblem(422, "INVALID_EVENT")
        .violates(1, "/workflow_id", "REQUIRED");

    http.get("/v1/events/" + good.path("event_id").asText()).isProblem(404, "EVENT_NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource({
    "event_id, nonsense, UUID",
    "session_id, 123, UUID",
    "timestamp, yesterday, TIMESTAMP",
    "timestamp, 2026-04-01T10:00:00+02:00, TIMESTAMP",
    "base_version, xyz, COMMIT_HASH",
    "data_classification, secret, CLASSIFICATION",
    "workflow_id, '', LENGTH",
  })
  void namesTheMemberThatIsWrong(String member, String value, String rule) {
    http.append(event().put(member, value))
        .isProblem(422, "INVALID_EVENT")
        .violates(0, "/" + member, rule);
  }

  @Test
  void refusesWrongTypesUnknownMembersAndReservedNames() {
    ObjectNode typed = event();
    typed.put("payload", "text");
    typed.put("worker_id", 7);

    http.append(typed)
        .isProblem(422, "INVALID_EVENT")
        .violates(0, "/payload", "TYPE")
        .violates(0, "/worker_id", "TYPE");
    http.append(event().put("worker", "x"))
        .isProblem(422, "INVALID_EVENT")
        .violates(0, "/worker", "UNKNOWN_FIELD");
    http.append(event().put("event_type", "audit.legal_hold_released"))
        .violates(0, "/event_type", "RESERVED");
  }

  @Test
  void namesTheNearestTypes() {
    Answer answer =
        http.append(event().put("event_type", "interaction.question_askd"))
            .isProblem(422, "UNKNOWN_EVENT_TYPE");

    assertThat(answer.text()).contains("interaction.question_asked");
  }

  @Test
  void saysWhereJsonIsBroken() {
    Answer answer = http.append("{\"event_id\":\n  }").isProblem(400, "MALFORMED_JSON");
    assertThat(answer.json().path("detail").asText()).contains("line 2");

    http.send("POST", "/v1/events", event() + "\n{broken\n", "content-type", "application/x-ndjson")
        .isProblem(400, "MALFORMED_JSON")
        .violates(1, "", "MALFORMED_JSON");
    http.append("").isProblem(400, "INVALID_ARGUMENT");
    http.append("[]").isProblem(400, "INVALID_ARGUMENT");
  }

  @Test
  void refusesTextAndNumbersThatCannotBeKept() {
    String event = event().toString();

    http.append(event.replace("Question 1", "a\\u0000b"))
        .isProblem(422, "INVALID_EVENT")
        .violates(0, "/payload/text", "CHARACTERS");
    http.append(event.replace("Question 1", "\\ud800"))
        .isProblem(422, "INVALID_EVENT")
        .violates(0, "/payload/text", "CHARACTERS");
    http.append(event.replace("\"Question 1\"", "9007199254740993.5"))
        .violates(0, "/payload/text", "NUMBER_NOT_EXACT");
    http.append(event.replace("\"payload\":{", "\"payload\":{\"text\":\"x\","))
        .violates(0, "/payload/text", "DUPLICATE_KEY");
  }

  @Test
  void keepsItsLimits() {
    String large = event().toString().replace("Question 1", "x".repeat(30_000));
    String deep =
        event()
            .toString()
            .replace("\"Question 1\"", "\"Why?\",\"more\":" + "[".repeat(70) + "]".repeat(70));
    ObjectNode[] many = new ObjectNode[51];
    Arrays.setAll(many, i -> event());

    http.append(large).isProblem(413, "EVENT_TOO_LARGE");
    http.append(" ".repeat(100_001)).isProblem(413, "REQUEST_TOO_LARGE");
    http.append(deep).isProblem(422, "NESTING_TOO_DEEP");
    http.append(many).isProblem(413, "TOO_MANY_EVENTS");
    assertThat(http.append("[".repeat(50_000)).is(422).text()).contains("NESTING_TOO_DEEP");
  }

  @Test
  void refusesABodyThatUnpacksToMore() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 50; i++) {
        out.write(new byte[1_000_000]);
      }
    }
    assertThat(bomb.size()).isLessThan(100_000);

    http.send(
            "POST",
            "/v1/events",
            bomb.toByteArray(),
            "content-type",
            "application/json",
            "content-encoding",
            "gzip")
        .isProblem(413, "REQUEST_TOO_LARGE");
  }
}
