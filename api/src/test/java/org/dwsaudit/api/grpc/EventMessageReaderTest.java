package org.dwsaudit.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.grpc.v1.Classification;
import org.dwsaudit.schema.grpc.v1.Event;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.schema.validation.EventReader;
import org.dwsaudit.schema.validation.EventSchemas;
import org.dwsaudit.schema.validation.Limits;
import org.junit.jupiter.api.Test;

class EventMessageReaderTest {

  private final Limits limits = Limits.DEFAULT;
  private final EventReader rules =
      new EventReader(Taxonomy.standard(), EventSchemas.standard(), limits);
  private final EventMessageReader messages = new EventMessageReader(limits.depthMax());

  @Test
  void readsEveryField() {
    Event message =
        EventMessages.valid()
            .setPhaseId("p")
            .setWorkerId("w")
            .setCorrelationId("c")
            .setSequenceNumber(7)
            .setContextJson("{ \"a\": 1 }")
            .setDataClassification(Classification.CLASSIFICATION_CONFIDENTIAL)
            .putFieldClassifications("/payload/text", Classification.CLASSIFICATION_RESTRICTED)
            .build();

    SubmittedEvent read = read(message);

    AuditEvent event = read.event();
    assertThat(EventMessageWriter.event(event).setSequenceNumber(7).build())
        .isEqualTo(message.toBuilder().setContextJson("{\"a\":1}").build());
    assertThat(read.expectedSequence()).hasValue(7);
  }

  @Test
  void takesAnUnspecifiedClassificationForTheDefault() {
    assertThat(read(EventMessages.valid().build()).event().dataClassification())
        .isEqualTo(org.dwsaudit.schema.event.Classification.DEFAULT);
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThat(broken(Event.getDefaultInstance()))
        .containsExactly(
            "REQUIRED /base_version",
            "REQUIRED /event_id",
            "REQUIRED /event_type",
            "REQUIRED /payload",
            "REQUIRED /session_id",
            "REQUIRED /timestamp",
            "REQUIRED /workflow_id");
  }

  @Test
  void refusesOptionalFieldsThatAreThereButEmpty() {
    assertThat(broken(EventMessages.valid().setPhaseId("").setContextJson("").build()))
        .containsExactly("MALFORMED_JSON /context", "LENGTH /phase_id");
  }

  @Test
  void refusesTimesOutsideTheirRange() {
    assertThat(broken(at(253_402_300_800L, 0))).containsExactly("TIMESTAMP /timestamp");
    assertThat(broken(at(-62_135_596_801L, 0))).containsExactly("TIMESTAMP /timestamp");
    assertThat(broken(at(0, -1))).containsExactly("TIMESTAMP /timestamp");
    assertThat(broken(at(0, 1_000_000_000))).containsExactly("TIMESTAMP /timestamp");
    assertThat(broken(at(253_402_300_799L, 999_999_999))).isEmpty();
    assertThat(broken(at(-62_135_596_800L, 0))).isEmpty();
  }

  @Test
  void refusesNumbersThatAreNoLevel() {
    Event message =
        EventMessages.valid()
            .setDataClassificationValue(17)
            .putFieldClassificationsValue("/payload/text", 99)
            .putFieldClassificationsValue("/payload", 0)
            .build();

    assertThat(broken(message))
        .containsExactly(
            "CLASSIFICATION /data_classification",
            "CLASSIFICATION /field_classifications/~1payload",
            "CLASSIFICATION /field_classifications/~1payload~1text");
  }

  @Test
  void pointsIntoThePayload() {
    assertThat(broken(payload("{\"a\":{\"b\":1,\"b\":2},\"n\":12345678901234567890}")))
        .containsExactly("DUPLICATE_KEY /payload/a/b", "NUMBER_NOT_EXACT /payload/n");
    assertThat(broken(payload("{\"text\":\"a\\u0000\"}")))
        .containsExactly("CHARACTERS /payload/text");
    assertThat(broken(payload("{\"text\":3}"))).containsExactly("PAYLOAD_SCHEMA /payload/text");
    assertThat(broken(payload("[]"))).containsExactly("TYPE /payload");
    assertThat(broken(payload("{\"text\":"))).containsExactly("MALFORMED_JSON /payload");
    assertThat(broken(payload("{} {}"))).containsExactly("MALFORMED_JSON /payload");
    assertThat(broken(payload("null"))).containsExactly("TYPE /payload");
  }

  @Test
  void countsTheEventItselfAsTheOutermostLevel() {
    int levels = limits.depthMax() - 2; // inside payload, inside the event
    assertThat(broken(payload("{\"x\":" + nested(levels) + "}"))).isEmpty();
    assertThat(broken(payload("{\"x\":" + nested(levels + 1) + "}")))
        .singleElement()
        .asString()
        .startsWith("NESTING_TOO_DEEP /payload/x/0");
  }

  @Test
  void measuresTheJsonThatTheEventStandsFor() {
    String text = "x".repeat(limits.eventBytesMax());
    assertThat(broken(payload("{\"text\":\"" + text + "\"}"))).containsExactly("EVENT_TOO_LARGE ");
    Event small = EventMessages.valid().setContextJson("{}").build();
    assertThat(messages.read(small).sizeBytes())
        .isEqualTo(messages.read(small).value().toString().length());
  }

  @Test
  void refusesFieldsThatNobodyKnows() {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    Timestamp time =
        EventMessages.valid().getTimestamp().toBuilder().setUnknownFields(unknown).build();

    assertThat(broken(EventMessages.valid().setUnknownFields(unknown).build()))
        .containsExactly("UNKNOWN_FIELD ");
    assertThat(broken(EventMessages.valid().setTimestamp(time).build()))
        .containsExactly("UNKNOWN_FIELD /timestamp");
  }

  @Test
  void saysTheCodeThatJsonWouldHaveBroughtToo() {
    assertThat(code(EventMessages.valid().setEventType("interaction.chek_in").build()))
        .isEqualTo(ErrorCode.UNKNOWN_EVENT_TYPE);
    assertThat(code(payload("{"))).isEqualTo(ErrorCode.MALFORMED_JSON);
  }

  private static Event payload(String json) {
    return EventMessages.valid().setPayloadJson(json).build();
  }

  private static Event at(long seconds, int nanos) {
    Timestamp time = Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
    return EventMessages.valid().setTimestamp(time).build();
  }

  private static String nested(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  private SubmittedEvent read(Event message) {
    return rules.readTrees(List.of(messages.read(message))).getFirst();
  }

  private List<String> broken(Event message) {
    AuditException refused = catchThrowableOfType(AuditException.class, () -> read(message));
    return refused == null
        ? List.of()
        : refused.violations().stream().map(v -> v.rule() + " " + v.pointer()).toList();
  }

  private ErrorCode code(Event message) {
    return catchThrowableOfType(AuditException.class, () -> read(message)).code();
  }
}
