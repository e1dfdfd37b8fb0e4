package org.dwsaudit.schema.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RandomEvents;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.validation.Readers;
import org.dwsaudit.schema.wire.Timestamps;

class CloudEventRoundTripTest {

  private static final JsonFormat SDK = new JsonFormat();

  private final CloudEventReader reader = new CloudEventReader(Readers.standard());

  @Provide
  Arbitrary<RecordedEvent> recorded() {
    return RandomEvents.recorded();
  }

  @Provide
  Arbitrary<AuditEvent> plain() {
    return RandomEvents.plain();
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void structuredModeLosesNothing(@ForAll("recorded") RecordedEvent recorded) {
    byte[] line = CloudEventMapping.toStructuredJson(recorded);
    assertThat(line).doesNotContain('\n', '\r');
    assertSame(reader.readStructured(line), recorded);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void theSdkReadsAndWritesTheSame(@ForAll("recorded") RecordedEvent recorded) {
    CloudEvent event = SDK.deserialize(CloudEventMapping.toStructuredJson(recorded));
    assertSame(reader.readStructured(SDK.serialize(event)), recorded);
    byte[] base64 = new JsonFormat().withForceJsonDataToBase64().serialize(event);
    assertSame(reader.readStructured(base64), recorded);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void binaryModeLosesNothing(@ForAll("recorded") RecordedEvent recorded) {
    CloudEvent event = CloudEventMapping.toCloudEvent(recorded);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json; charset=utf-8");
    for (String name : event.getAttributeNames()) {
      if (!name.equals("datacontenttype")) {
        Object attribute = Objects.requireNonNull(event.getAttribute(name));
        String value =
            attribute instanceof OffsetDateTime time
                ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time)
                : attribute.toString();
        headers.put("Ce-" + name, PercentCode.encode(value));
      }
    }
    CloudEventData data = Objects.requireNonNull(event.getData());
    Map<String, String> attributes = CloudEventHeaders.attributes(headers.entrySet());
    assertSame(reader.readBinary(attributes, data.toBytes()), recorded);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aPayloadWithAttributesIsTheEvent(@ForAll("plain") AuditEvent event) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("specversion", "1.0");
    json.put("id", event.eventId().toString());
    json.put("type", "dws." + event.eventType());
    json.put("source", CloudEventSource.of(event).uri().toString());
    json.put("time", Timestamps.text(event.timestamp()));
    json.put("subject", event.sessionId().toString());
    json.put("dwsbaseversion", event.baseVersion());
    json.put("dwsphaseid", event.phaseId());
    json.put("dwscorrelationid", event.correlationId());
    json.put("dwsclassification", event.dataClassification().label());
    json.put("dwssequence", 5);
    json.set("data", event.payload().tree());
    List<SubmittedEvent> read =
        reader.readBatch(("[" + json + "]").getBytes(StandardCharsets.UTF_8));
    assertThat(read.getFirst().event()).isEqualTo(event);
    assertThat(read.getFirst().expectedSequence()).hasValue(5);
  }

  private static void assertSame(List<SubmittedEvent> read, RecordedEvent recorded) {
    assertThat(read).hasSize(1);
    assertThat(read.getFirst().event()).isEqualTo(recorded.event());
    assertThat(read.getFirst().expectedSequence()).hasValue(recorded.sequenceNumber());
  }
}
