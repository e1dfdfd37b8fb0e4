package org.dwsaudit.schema.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Refusals;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.SampleEvents;
import org.dwsaudit.schema.validation.Limits;
import org.dwsaudit.schema.validation.Readers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventReaderTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final String PAYLOAD_ONLY =
      """
      {"specversion":"1.0","id":"607c4bcd-74bb-4799-97f4-c830013e067c","type":"dws.workflow.cancelled",
       "source":"dws://w/a","time":"2026-03-01T12:00:00Z",
       "subject":"5e6836e4-fb8c-42fc-9b02-17bc0c15d297","dwsbaseversion":"7362a17","data":{}}
      """;

  private final CloudEventReader reader = new CloudEventReader(Readers.standard());

  @ParameterizedTest
  @MethodSource
  void attributesThatSayOtherThanTheEvent(String name, String value) {
    assertThat(violations(whole().put(name, value)))
        .containsExactly("0 /" + name + " DISAGREEMENT");
  }

  static Stream<Arguments> attributesThatSayOtherThanTheEvent() {
    return Stream.of(
        Arguments.of("id", "607c4bcd-74bb-4799-97f4-c830013e067d"),
        Arguments.of("type", "dws.workflow.cancelled"),
        Arguments.of("type", "knowledge.entry_created"),
        Arguments.of("subject", "5e6836e4-fb8c-42fc-9b02-17bc0c15d298"),
        Arguments.of("time", "2026-03-01T12:00:00.12345678Z"),
        Arguments.of("source", "dws://refund%20flow/-"),
        Arguments.of("source", "dws://refund/agent%2F7"),
        Arguments.of("dwsbaseversion", "7362a17"),
        Arguments.of("dwsphaseid", "x"),
        Arguments.of("dwscorrelationid", "x"),
        Arguments.of("dwsclassification", "internal"),
        Arguments.of("dwssequence", "4"));
  }

  @Test
  void agreementIsInMeaningNotInSpelling() {
    ObjectNode event = whole();
    event.put("id", event.path("id").asText().toUpperCase(Locale.ROOT));
    event.put("time", "2026-03-01T12:00:00.123456789+00:00");
    event.put("source", "dws://refund%20%66low/agent%2f7");
    event.put("datacontenttype", "Application/JSON; charset=UTF-8");
    event.put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    event.put("dwsphaseid", "triage").put("dwssequence", 3).putNull("dwsclassification");
    assertThat(read(event)).isEqualTo(SampleEvents.FULL);
    event.remove(List.of("time", "subject", "datacontenttype"));
    assertThat(read(event)).isEqualTo(SampleEvents.FULL);
  }

  @ParameterizedTest
  @MethodSource
  void attributesThatAreUnfit(String change, String violation) throws JsonProcessingException {
    ObjectNode event = whole().setAll((ObjectNode) MAPPER.readTree(change));
    assertThat(violations(event)).containsExactly(violation);
  }

  static Stream<Arguments> attributesThatAreUnfit() {
    return Stream.of(
            Arguments.of("{'specversion':'0.3'}", "0 /specversion CLOUD_EVENT"),
            Arguments.of("{'specversion':null}", "0 /specversion REQUIRED"),
            Arguments.of("{'id':null}", "0 /id REQUIRED"),
            Arguments.of("{'type':5}", "0 /type TYPE"),
            Arguments.of("{'source':null}", "0 /source REQUIRED"),
            Arguments.of("{'source':'https://w/a'}", "0 /source CLOUD_EVENT"),
            Arguments.of("{'datacontenttype':'text/xml'}", "0 /datacontenttype CLOUD_EVENT"),
            Arguments.of("{'time':'2026-03-01T13:00:00.123456789+01:00'}", "0 /time TIMESTAMP"),
            Arguments.of("{'subject':['x']}", "0 /subject TYPE"),
            Arguments.of("{'other':{'x':1}}", "0 /other TYPE"),
            Arguments.of("{'event_id':'x'}", "0 /event_id UNKNOWN_FIELD"),
            Arguments.of("{'Subject':'x'}", "0 /Subject UNKNOWN_FIELD"),
            Arguments.of("{'dwsworker':'x'}", "0 /dwsworker UNKNOWN_FIELD"),
            Arguments.of("{'dwssequence':1.5}", "0 /dwssequence TYPE"))
        .map(a -> Arguments.of(((String) a.get()[0]).replace('\'', '"'), a.get()[1]));
  }

  @Test
  void whatIsWrongInTheDataIsNamedByItsPlaceThere() {
    String sent =
        whole()
            .toString()
            .replace("\"workflow_id\":\"refund flow\"", "\"workflow_id\":1e400")
            .replace("\"entry_id\":\"k-1\"", "\"a\":{\"x\":1,\"x\":2}")
            .replace("\"base_version\":\"7362a1708d720a4d697d042f21fd8637ea144c3b\",", "")
            .replace("\"a\":\"é\\n\"", "\"a\":\"\\u0000\"");
    assertThat(Refusals.violations(() -> reader.readStructured(utf8(sent))))
        .containsExactly(
            "0 /data/base_version REQUIRED",
            "0 /data/context/a CHARACTERS",
            "0 /data/payload/a/x DUPLICATE_KEY",
            "0 /data/payload/entry_id PAYLOAD_SCHEMA",
            "0 /data/workflow_id TYPE",
            "0 /data/workflow_id NUMBER_NOT_EXACT");
  }

  @Test
  void wholeEventsMayLackAMark() {
    for (String mark : List.of("event_id", "event_type", "payload")) {
      ObjectNode event = whole();
      ((ObjectNode) event.path("data")).remove(mark);
      assertThat(violations(event)).containsExactly("0 /data/" + mark + " REQUIRED");
    }
  }

  @Test
  void base64IsReadAsThoughItWereNotEncoded() {
    ObjectNode event = whole();
    JsonNode data = event.remove("data");
    ((ObjectNode) data).put("base_version", "x");
    event.put("data_base64", Base64.getEncoder().encodeToString(utf8(data.toString())));
    assertThat(violations(event)).containsExactly("0 /data_base64/base_version COMMIT_HASH");
    event.put("data_base64", Base64.getEncoder().encodeToString(utf8("{")));
    assertThat(violations(event)).containsExactly("0 /data_base64 MALFORMED_JSON");
    event.set("data", data);
    assertThat(violations(event))
        .containsExactly("0 /data_base64 MALFORMED_JSON", "0 /data_base64 CLOUD_EVENT");
  }

  @Test
  void aPayloadAloneIsNamedByAttributes() {
    String sent =
        PAYLOAD_ONLY
            .replace("607c4bcd", "607c")
            .replace("dws.workflow.cancelled", "dws.workflow.cancel")
            .replace("dws://w/a", "dws://w/%0a")
            .replace("12:00:00Z", "12:00:00")
            .replace("\"subject\":\"5e6836e4-fb8c-42fc-9b02-17bc0c15d297\"", "\"dwssequence\":0")
            .replace("7362a17", "7362a1")
            .replace("{}", "[]");
    assertThat(Refusals.violations(() -> reader.readStructured(utf8(sent))))
        .containsExactly(
            "0 /data TYPE",
            "0 /dwsbaseversion COMMIT_HASH",
            "0 /dwssequence SEQUENCE_NUMBER",
            "0 /id UUID",
            "0 /source CHARACTERS",
            "0 /subject REQUIRED",
            "0 /time TIMESTAMP",
            "0 /type UNKNOWN_EVENT_TYPE");
  }

  @Test
  void aPayloadAloneNeedsATypeAndSourceOfOurs() {
    String sent =
        PAYLOAD_ONLY
            .replace("dws.workflow", "workflow")
            .replace("dws://w/a", "urn:x:y")
            .replace("\"dwsbaseversion\":\"7362a17\",", "\"dwssequence\":\"x\",");
    assertThat(Refusals.violations(() -> reader.readStructured(utf8(sent))))
        .containsExactly(
            "0 /dwsbaseversion REQUIRED",
            "0 /dwssequence SEQUENCE_NUMBER",
            "0 /source CLOUD_EVENT",
            "0 /type UNKNOWN_EVENT_TYPE");
  }

  @Test
  void everyEventOfABatchIsChecked() {
    String batch = "[%s,5,%s,{}]".formatted(PAYLOAD_ONLY, PAYLOAD_ONLY.replace("{}", "null"));
    assertThat(Refusals.violations(() -> reader.readBatch(utf8(batch))))
        .containsExactly(
            "1  TYPE",
            "2 /data TYPE",
            "3 /data REQUIRED",
            "3 /id REQUIRED",
            "3 /source REQUIRED",
            "3 /specversion REQUIRED",
            "3 /type REQUIRED");
    assertThat(reader.readBatch(utf8("[%s,%s]".formatted(PAYLOAD_ONLY, PAYLOAD_ONLY)))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{} {}", "{'a':1}"})
  void brokenJson(String body) {
    assertThat(Refusals.code(() -> reader.readStructured(utf8(body))))
        .isEqualTo(ErrorCode.MALFORMED_JSON);
    assertThat(Refusals.code(() -> reader.readBatch(utf8(body))))
        .isEqualTo(ErrorCode.MALFORMED_JSON);
  }

  @Test
  void limitsHoldForTheEventWithoutItsEnvelope() {
    String event = "{\"event_id\":1,\"payload\":{\"a\":{}}}";
    assertThat(violations(within(200, 3), "{\"data\":" + event + "}"))
        .contains("0 /data/event_id TYPE")
        .noneMatch(v -> v.endsWith("NESTING_TOO_DEEP") || v.endsWith("EVENT_TOO_LARGE"));
    assertThat(violations(within(20, 2), "{\"data\":" + event + "}"))
        .contains("0 /data/payload/a NESTING_TOO_DEEP");
    assertThat(violations(within(20, 3), "{\"data\":" + event + "}"))
        .contains("0 /data EVENT_TOO_LARGE");
    assertThat(violations(within(200, 2), "{\"data\":{\"a\":{}}}"))
        .contains("0 /data/a NESTING_TOO_DEEP");
    String endless = PAYLOAD_ONLY.replace("{}", "{\"a\":" + "[".repeat(100_000));
    assertThat(Refusals.violations(() -> reader.readStructured(utf8(endless))))
        .containsExactly("0 /data/a" + "/0".repeat(62) + " NESTING_TOO_DEEP");
    assertThat(Refusals.code(() -> within(200, 2).readStructured(new byte[401])))
        .isEqualTo(ErrorCode.REQUEST_TOO_LARGE);
    assertThat(Refusals.code(() -> within(200, 2).readBatch(utf8("[{},{},{}]"))))
        .isEqualTo(ErrorCode.TOO_MANY_EVENTS);
  }

  private static CloudEventReader within(int eventBytes, int depth) {
    return new CloudEventReader(Readers.of(new Limits(eventBytes, 400, 2, depth, 256)));
  }

  @Test
  void binaryModeNamesPlacesAsStructuredModeDoes() {
    Map<String, String> attributes = Map.of("specversion", "1.0", "id", "\0", "data", "x");
    assertThat(Refusals.violations(() -> reader.readBinary(attributes, utf8("{\"a\":1,\"a\":2}"))))
        .containsExactly(
            "0 /data UNKNOWN_FIELD",
            "0 /data/a DUPLICATE_KEY",
            "0 /dwsbaseversion REQUIRED",
            "0 /id CHARACTERS",
            "0 /id UUID",
            "0 /source REQUIRED",
            "0 /subject REQUIRED",
            "0 /time REQUIRED",
            "0 /type REQUIRED");
    assertThat(Refusals.violations(() -> reader.readBinary(Map.of(), new byte[0])))
        .contains("0 /data REQUIRED");
    assertThat(Refusals.code(() -> reader.readBinary(attributes, utf8("{"))))
        .isEqualTo(ErrorCode.MALFORMED_JSON);
  }

  @Test
  void headersAreUnquotedAndDecoded() {
    assertThat(
            CloudEventHeaders.attributes(
                List.of(
                    Map.entry("CE-Id", "\"a\\\"%20%C3%A9\""),
                    Map.entry("ce-x", "\""),
                    Map.entry("content-type", "application/json"),
                    Map.entry("accept", "*/*"))))
        .isEqualTo(Map.of("id", "a\" é", "x", "\"", "datacontenttype", "application/json"));
    assertThat(
            Refusals.violations(
                () ->
                    CloudEventHeaders.attributes(
                        List.of(
                            Map.entry("ce-id", "%ff"),
                            Map.entry("ce-type", "x"),
                            Map.entry("CE-TYPE", "y")))))
        .containsExactly("0 /id CHARACTERS", "0 /type DUPLICATE_KEY");
  }

  private static ObjectNode whole() {
    try {
      byte[] json = CloudEventMapping.toStructuredJson(SampleEvents.RECORDED);
      return (ObjectNode) MAPPER.readTree(new String(json, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private AuditEvent read(ObjectNode event) {
    return reader.readStructured(utf8(event.toString())).getFirst().event();
  }

  private List<String> violations(ObjectNode event) {
    return violations(reader, event.toString());
  }

  private static List<String> violations(CloudEventReader reader, String body) {
    return Refusals.violations(() -> reader.readStructured(utf8(body)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
