package org.dwsaudit.schema.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Refusals;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final String EVENT =
      """
      {"event_id":"607c4bcd-74bb-4799-97f4-c830013e067c","event_type":"workflow.cancelled",\
      "timestamp":"2026-03-01T12:00:00Z","session_id":"5e6836e4-fb8c-42fc-9b02-17bc0c15d297",\
      "workflow_id":"w","base_version":"7362a17","payload":{"reason":"x"}}\
      """;

  private final EventReader reader = Readers.standard();

  /** Each change replaces members of a valid event, null taking one out. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'event_id':null}|/event_id REQUIRED",
        "{'event_type':null}|/event_type REQUIRED",
        "{'timestamp':null}|/timestamp REQUIRED",
        "{'session_id':null}|/session_id REQUIRED",
        "{'workflow_id':null}|/workflow_id REQUIRED",
        "{'base_version':null}|/base_version REQUIRED",
        "{'payload':null}|/payload REQUIRED",
        "{'event_id':5}|/event_id TYPE",
        "{'event_type':[]}|/event_type TYPE",
        "{'timestamp':1775035800}|/timestamp TYPE",
        "{'workflow_id':true}|/workflow_id TYPE",
        "{'phase_id':{}}|/phase_id TYPE",
        "{'worker_id':1}|/worker_id TYPE",
        "{'correlation_id':1}|/correlation_id TYPE",
        "{'base_version':7362817}|/base_version TYPE",
        "{'sequence_number':'1'}|/sequence_number TYPE",
        "{'context':[]}|/context TYPE",
        "{'payload':'x'}|/payload TYPE",
        "{'data_classification':1}|/data_classification TYPE",
        "{'field_classifications':[]}|/field_classifications TYPE",
        "{'event_id':'5e6836e4-fb8c-42fc-9b02'}|/event_id UUID",
        "{'session_id':'sess-001'}|/session_id UUID",
        "{'session_id':'00000000-0000-0000-0000-000000000000'}|/session_id RESERVED",
        "{'event_type':'workflow.canceled'}|/event_type UNKNOWN_EVENT_TYPE",
        "{'event_type':''}|/event_type UNKNOWN_EVENT_TYPE",
        "{'event_type':'audit.legal_hold_placed'}|/event_type RESERVED",
        "{'event_type':'audit.new'}|/event_type RESERVED",
        "{'timestamp':'yesterday'}|/timestamp TIMESTAMP",
        "{'timestamp':'2026-03-01T13:00:00+01:00'}|/timestamp TIMESTAMP",
        "{'timestamp':'2026-03-01T12:00:00'}|/timestamp TIMESTAMP",
        "{'timestamp':'2026-03-01T12:00:00.0000000001Z'}|/timestamp TIMESTAMP",
        "{'base_version':'7362a1'}|/base_version COMMIT_HASH",
        "{'base_version':'v1.0.0-7362a'}|/base_version COMMIT_HASH",
        "{'base_version':'７７７７７７７'}|/base_version COMMIT_HASH",
        "{'workflow_id':''}|/workflow_id LENGTH",
        "{'worker_id':'a\\u001bb'}|/worker_id CHARACTERS",
        "{'worker_id':'a\\u0000'}|/worker_id CHARACTERS",
        "{'sequence_number':0}|/sequence_number SEQUENCE_NUMBER",
        "{'sequence_number':-1}|/sequence_number SEQUENCE_NUMBER",
        "{'sequence_number':1.5}|/sequence_number SEQUENCE_NUMBER",
        "{'sequence_number':1e300}|/sequence_number SEQUENCE_NUMBER",
        "{'data_classification':'secret'}|/data_classification CLASSIFICATION",
        "{'field_classifications':{'/payload/a':'x'}}|/field_classifications/~1payload~1a"
            + " CLASSIFICATION",
        "{'field_classifications':{'/payload':1}}|/field_classifications/~1payload TYPE",
        "{'field_classifications':{'payload':'public'}}|/field_classifications/payload"
            + " JSON_POINTER",
        "{'field_classifications':{'/payloads':'public'}}|/field_classifications/~1payloads"
            + " JSON_POINTER",
        "{'field_classifications':{'/worker_id':'public'}}|/field_classifications/~1worker_id"
            + " JSON_POINTER",
        "{'field_classifications':{'/payload/~':'public'}}|/field_classifications/~1payload~1~0"
            + " JSON_POINTER",
        "{'field_classifications':{'':'public'}}|/field_classifications/ JSON_POINTER",
        "{'worker':'x'}|/worker UNKNOWN_FIELD",
        "{'eventId':'x'}|/eventId UNKNOWN_FIELD",
        "{'record':{}}|/record UNKNOWN_FIELD",
        "{'payload':{'a/b':[{'c':'\\ud800'}]}}|/payload/a~1b/0/c CHARACTERS",
        "{'payload':{'amount':9007199254740993}}|/payload/amount NUMBER_NOT_EXACT",
        "{'payload':{'amount':1e999}}|/payload/amount NUMBER_NOT_EXACT",
        "{'payload':{'x':{'$redacted':1}}}|/payload/x/$redacted RESERVED",
        "{'payload':{'reason':5}}|/payload/reason PAYLOAD_SCHEMA",
        "{'context':{'intent_ref':1}}|/context/intent_ref PAYLOAD_SCHEMA",
        "{'event_type':'verification.finding_issued'}|/payload/finding_id PAYLOAD_SCHEMA"
      })
  void eachKindOfBadInput(String change, String violation) {
    String event = changed(change.replace('\'', '"'));
    assertThat(violations("[" + EVENT + "," + event + "]")).containsExactly("1 " + violation);
    assertThat(Refusals.violations(() -> reader.readNdjson(utf8(EVENT + "\n\n" + event))))
        .containsExactly("1 " + violation);
  }

  /** By text, so that what no tree can hold is changed, too. */
  private static String changed(String change) {
    String inner = change.substring(1, change.length() - 1);
    int colon = inner.indexOf("\":");
    String name = inner.substring(1, colon);
    String value = inner.substring(colon + 2);
    ObjectNode others = tree(EVENT);
    others.remove(name);
    String text = others.toString();
    return value.equals("null")
        ? text
        : text.substring(0, text.length() - 1) + ",\"" + name + "\":" + value + "}";
  }

  @Test
  void duplicateKeysAreNamedWhereverTheyAre() {
    assertThat(
            violations(
                EVENT
                    .replace("{\"reason\":\"x\"}", "{\"reason\":\"x\",\"reason\":\"y\"}")
                    .replace("\"workflow_id\"", "\"event_id\":\"x\",\"workflow_id\"")))
        .containsExactly(
            "0 /event_id DUPLICATE_KEY", "0 /event_id UUID", "0 /payload/reason DUPLICATE_KEY");
  }

  @Test
  void anEventIsAnObject() {
    assertThat(violations("[1,null,[],\"x\"]"))
        .containsExactly("0  TYPE", "1  TYPE", "2  TYPE", "3  TYPE");
  }

  @Test
  void identifiersAreMeasuredInCharacters() {
    assertThat(violations(changed("{\"workflow_id\":\"" + "😀".repeat(257) + "\"}")))
        .containsExactly("0 /workflow_id LENGTH");
    assertThat(read(changed("{\"workflow_id\":\"" + "😀".repeat(256) + "\"}"))).isNotNull();
  }

  @Test
  void unknownNamesComeWithTheNearest() {
    assertThat(messages(changed("{\"event_type\":\"workflow.canceled\"}")))
        .contains("workflow.cancelled");
    assertThat(messages(changed("{\"workerid\":\"x\"}"))).contains("worker_id");
    assertThat(messages(changed("{\"timestamp\":\"2026-03-01T13:00:00+01:00\"}")))
        .contains("2026-03-01T12:00:00Z");
  }

  private String messages(String event) {
    return Refusals.of(() -> reader.readJson(utf8(event))).violations().toString();
  }

  @Test
  void allViolationsComeAtOnceByIndexAndPointer() {
    String broken = changed("{\"timestamp\":1}").replace("\"7362a17\"", "\"x\"");
    assertThat(violations("[%s,%s,{},%s]".formatted(broken, EVENT, changed("{\"x\":1}"))))
        .containsExactly(
            "0 /base_version COMMIT_HASH",
            "0 /timestamp TYPE",
            "2 /base_version REQUIRED",
            "2 /event_id REQUIRED",
            "2 /event_type REQUIRED",
            "2 /payload REQUIRED",
            "2 /session_id REQUIRED",
            "2 /timestamp REQUIRED",
            "2 /workflow_id REQUIRED",
            "3 /x UNKNOWN_FIELD");
  }

  @Test
  void theCodeIsTheRulesOwnWhereAllAgree() {
    String unknown = changed("{\"event_type\":\"x.y\"}");
    assertThat(code("[%s,%s]".formatted(unknown, unknown))).isEqualTo(ErrorCode.UNKNOWN_EVENT_TYPE);
    assertThat(code("[%s,{}]".formatted(unknown))).isEqualTo(ErrorCode.INVALID_EVENT);
  }

  @Test
  void violationsAreBounded() {
    AuditException refusal =
        Refusals.of(() -> reader.readJson(utf8("[" + "{},".repeat(999) + "{}]")));
    assertThat(refusal.violations()).hasSize(1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1", "[{}] x", "{'a':1}", "\uFEFF{}", "[{},\n{\"a\":tru}]"})
  void brokenJsonIsRefusedAsSuch(String body) {
    assertThat(code(body)).isEqualTo(ErrorCode.MALFORMED_JSON);
  }

  @Test
  void aBrokenLineIsTheEventsThatItShouldHaveBeen() {
    AuditException refusal =
        Refusals.of(() -> reader.readNdjson(utf8(EVENT + "\n \n{\"a\"\n" + EVENT + "\r\n{}x")));
    assertThat(
            Refusals.violations(
                () -> {
                  throw refusal;
                }))
        .containsExactly("1  MALFORMED_JSON", "3  MALFORMED_JSON");
    assertThat(refusal.violations().getFirst().message()).contains("line 3,");
    assertThat(refusal.violations().getLast().message()).contains("line 5, column 3");
    assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \r\n\t", "[]"})
  void aRequestHasAnEvent(String body) {
    assertThat(code(body)).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    if (!body.equals("[]")) {
      assertThat(Refusals.code(() -> reader.readNdjson(utf8(body))))
          .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }
    assertThat(Refusals.code(() -> reader.readTrees(List.of())))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void limitsHoldToTheByte() {
    int size = utf8(EVENT).length;
    assertThat(within(size, size, 1, 2).readJson(utf8(EVENT))).hasSize(1);
    assertThat(within(size, size, 1, 2).readNdjson(utf8(EVENT))).hasSize(1);
    assertThat(Refusals.code(() -> within(size - 1, size, 1, 2).readJson(utf8(EVENT))))
        .isEqualTo(ErrorCode.EVENT_TOO_LARGE);
    assertThat(Refusals.code(() -> within(size, size - 1, 1, 2).readJson(utf8(EVENT))))
        .isEqualTo(ErrorCode.REQUEST_TOO_LARGE);
    assertThat(Refusals.code(() -> within(size, size - 1, 1, 2).readNdjson(utf8(EVENT))))
        .isEqualTo(ErrorCode.REQUEST_TOO_LARGE);
    StrictJson tree = StrictJson.of(tree(EVENT), 2);
    assertThat(within(size, 2 * size, 2, 2).readTrees(List.of(tree, tree))).hasSize(2);
    assertThat(Refusals.code(() -> within(size, size, 2, 2).readTrees(List.of(tree, tree))))
        .isEqualTo(ErrorCode.REQUEST_TOO_LARGE);
  }

  @Test
  void noMoreEventsThanTheLimit() {
    EventReader two = within(1000, 10_000, 2, 2);
    String three = "[%s,%s,%s]".formatted(EVENT, EVENT, EVENT);
    assertThat(Refusals.code(() -> two.readJson(utf8(three)))).isEqualTo(ErrorCode.TOO_MANY_EVENTS);
    assertThat(Refusals.code(() -> two.readNdjson(utf8((EVENT + "\n").repeat(3)))))
        .isEqualTo(ErrorCode.TOO_MANY_EVENTS);
    StrictJson tree = StrictJson.of(tree(EVENT), 2);
    assertThat(Refusals.code(() -> two.readTrees(List.of(tree, tree, tree))))
        .isEqualTo(ErrorCode.TOO_MANY_EVENTS);
    assertThat(two.readNdjson(utf8((EVENT + "\n").repeat(2)))).hasSize(2);
  }

  @Test
  void nestingCountsFromTheEvent() {
    String deep = EVENT.replace("\"x\"", "\"x\",\"a\":[[]]");
    assertThat(within(1000, 1000, 1, 4).readJson(utf8("[" + deep + "]"))).hasSize(1);
    assertThat(Refusals.violations(() -> within(1000, 1000, 1, 3).readJson(utf8(deep))))
        .containsExactly("0 /payload/a/0 NESTING_TOO_DEEP");
    assertThat(Refusals.code(() -> within(1000, 1000, 1, 3).readJson(utf8(deep))))
        .isEqualTo(ErrorCode.NESTING_TOO_DEEP);
    String endless = changed("{\"payload\":{\"a\":" + "[".repeat(500_000));
    assertThat(code(endless)).isEqualTo(ErrorCode.NESTING_TOO_DEEP);
  }

  private static EventReader within(int eventBytes, int requestBytes, int events, int depth) {
    return Readers.of(new Limits(eventBytes, requestBytes, events, depth, 256));
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    SubmittedEvent read = reader.readJson(utf8(EVENT)).getFirst();
    AuditEvent event = read.event();
    assertThat(read.index()).isZero();
    assertThat(read.expectedSequence()).isEmpty();
    assertThat(event.dataClassification()).isEqualTo(Classification.INTERNAL);
    assertThat(Stream.of(event.phaseId(), event.workerId(), event.correlationId()))
        .containsOnlyNulls();
    assertThat(event.context()).isNull();
    assertThat(event.fieldClassifications()).isEmpty();
  }

  @Test
  void payloadsMayHoldMoreThanTheirSchemaNames() {
    String event = EVENT.replace("\"x\"", "\"x\",\"more\":{\"of\":[\"this\"]}");
    assertThat(read(event).payload().text())
        .isEqualTo("{\"reason\":\"x\",\"more\":{\"of\":[\"this\"]}}");
  }

  @Test
  void aSequenceNumberIsWhatTheProducerExpects() {
    for (String number : List.of("7", "7.0", "0.7e1")) {
      assertThat(
              reader
                  .readJson(utf8(changed("{\"sequence_number\":" + number + "}")))
                  .getFirst()
                  .expectedSequence())
          .hasValue(7);
    }
  }

  private AuditEvent read(String event) {
    return reader.readJson(utf8(event)).getFirst().event();
  }

  private List<String> violations(String body) {
    return Refusals.violations(() -> reader.readJson(utf8(body)));
  }

  private ErrorCode code(String body) {
    return Refusals.code(() -> reader.readJson(utf8(body)));
  }

  private static ObjectNode tree(String json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      return (ObjectNode) tree;
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
