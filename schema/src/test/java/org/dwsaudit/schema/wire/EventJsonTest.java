package org.dwsaudit.schema.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RandomEvents;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SampleEvents;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.validation.EventReader;
import org.dwsaudit.schema.validation.Readers;
import org.junit.jupiter.api.Test;

class EventJsonTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final EventReader reader = Readers.standard();

  @Provide
  Arbitrary<RecordedEvent> recorded() {
    return RandomEvents.recorded();
  }

  @Test
  void membersComeInTheSpecificationsOrder() {
    assertThat(EventJson.text(SampleEvents.RECORDED))
        .isEqualTo(
            """
            {"event_id":"607c4bcd-74bb-4799-97f4-c830013e067c",\
            "event_type":"knowledge.entry_created","timestamp":"2026-03-01T12:00:00.123456789Z",\
            "session_id":"5e6836e4-fb8c-42fc-9b02-17bc0c15d297","workflow_id":"refund flow",\
            "phase_id":"triage","worker_id":"agent/7","correlation_id":"chain-1",\
            "base_version":"7362a1708d720a4d697d042f21fd8637ea144c3b","sequence_number":3,\
            "context":{"z":[1,2.5],"a":"é\\n"},\
            "payload":{"entry_id":"k-1","text":"a, \\"b\\""},"data_classification":"confidential",\
            "field_classifications":{"/context/a":"confidential","/payload/text":"restricted"},\
            "record":{"position":"0000000000000007","recorded_at":"2026-03-01T12:00:01Z"}}\
            """);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenReadsBack(@ForAll("recorded") RecordedEvent recorded)
      throws JsonProcessingException {
    ObjectNode json = (ObjectNode) MAPPER.readTree(EventJson.text(recorded));
    json.remove("record");
    SubmittedEvent read = reader.readJson(utf8(json.toString())).getFirst();
    assertThat(read.event()).isEqualTo(recorded.event());
    assertThat(read.expectedSequence()).hasValue(recorded.sequenceNumber());
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void textAndTreeAreTheSame(@ForAll("recorded") RecordedEvent recorded)
      throws JsonProcessingException {
    String text = EventJson.text(recorded);
    assertThat(text).doesNotContain("\n", "\r");
    assertThat(MAPPER.readTree(EventJson.tree(recorded).toString()))
        .isEqualTo(MAPPER.readTree(text));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void contentIsTheSameHoweverItIsSpelled(@ForAll("recorded") RecordedEvent recorded) {
    AuditEvent event = recorded.event();
    String canonical = EventContent.canonical(event);
    AuditEvent again = reader.readJson(utf8(canonical)).getFirst().event();
    assertThat(EventContent.canonical(again)).isEqualTo(canonical);
    assertThat(EventContent.contentHash(again)).isEqualTo(EventContent.contentHash(event));
  }

  @Test
  void spellingMakesNoDifferenceButContentDoes() {
    String one = event("\"payload\":{\"reason\":\"é\",\"n\":1e2}", "2026-03-01T12:00:00Z");
    String other =
        event(
            "\"data_classification\":\"internal\",\"sequence_number\":9,"
                + "\"payload\":{\"n\":100.0,\"reason\":\"\\u00e9\"}",
            "2026-03-01T12:00:00.000+00:00");
    assertThat(canonical(other)).isEqualTo(canonical(one)).doesNotContain("sequence_number");
    assertThat(canonical(one.replace("1e2", "101"))).isNotEqualTo(canonical(one));
    assertThat(canonical(one.replace("12:00:00Z", "12:00:00.000000001Z")))
        .isNotEqualTo(canonical(one));
    assertThat(canonical(one.replace("\"payload\"", "\"context\":{},\"payload\"")))
        .isNotEqualTo(canonical(one));
  }

  private static String event(String rest, String timestamp) {
    return """
    {"event_id":"607C4BCD-74bb-4799-97f4-c830013e067c","event_type":"workflow.cancelled",
     "session_id":"5e6836e4-fb8c-42fc-9b02-17bc0c15d297","workflow_id":"w",
     "base_version":"7362a17","timestamp":"%s",%s}
    """
        .formatted(timestamp, rest);
  }

  private String canonical(String event) {
    return EventContent.canonical(reader.readJson(utf8(event)).getFirst().event());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
