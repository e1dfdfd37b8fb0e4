package org.dwsaudit.compliance.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dwsaudit.schema.event.Classification.CONFIDENTIAL;
import static org.dwsaudit.schema.event.Classification.INTERNAL;
import static org.dwsaudit.schema.event.Classification.PUBLIC;
import static org.dwsaudit.schema.event.Classification.RESTRICTED;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.dwsaudit.compliance.TestEvents;
import org.dwsaudit.compliance.classification.Classifier;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.CommitmentSecret;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.integrity.EventCommitment;
import org.junit.jupiter.api.Test;

class RedactorTest {

  private static final String MARKER = "{\"$redacted\":{\"level\":\"confidential\"}}";

  private final Redactor redactor =
      new Redactor(
          new Classifier(
              type ->
                  type.equals("skill.tool_called")
                      ? Map.of("/payload/arguments/*", CONFIDENTIAL)
                      : Map.of()));

  private static Principal principal(Classification clearance, String... grants) {
    return new Principal(TenantId.DEFAULT, "auditor", clearance, Set.of(grants));
  }

  private UnaryOperator<RecordedEvent> forRead(Principal principal) {
    return event -> redactor.disclose(event, Disclosure.forRead(principal));
  }

  private static RecordedEvent event(Classification level, Map<String, Classification> parts) {
    return TestEvents.recorded(
        "skill.tool_called",
        level,
        "{\"intent\":\"i-1\"}",
        "{\"tool\":\"book\",\"arguments\":{\"card\":\"4111\",\"seat\":[1,2]},\"notes\":[\"x\",\"y\"]}",
        parts);
  }

  private AuditEvent read(RecordedEvent event, Principal principal) {
    return forRead(principal).apply(event).event();
  }

  @Test
  void anEventAboveTheClearanceLosesAllContentAndKeepsItsEnvelope() {
    RecordedEvent event =
        event(
            CONFIDENTIAL,
            Map.of(
                "/payload/arguments/card",
                RESTRICTED,
                "/payload",
                RESTRICTED,
                "/context/x",
                PUBLIC));
    AuditEvent seen = read(event, principal(INTERNAL));
    assertThat(seen.payload().text()).isEqualTo(MARKER);
    assertThat(String.valueOf(seen.context())).isEqualTo(MARKER);
    assertThat(seen.fieldClassifications()).containsOnlyKeys("/payload");
    assertThat(seen.withContent(event.event().context(), event.event().payload()))
        .usingRecursiveComparison()
        .ignoringFields("fieldClassifications")
        .isEqualTo(event.event());
  }

  @Test
  void withoutContextThereIsNoMarkerForIt() {
    RecordedEvent event =
        TestEvents.recorded("skill.invoked", RESTRICTED, null, "{\"a\":1}", Map.of());
    assertThat(read(event, principal(INTERNAL)).context()).isNull();
  }

  @Test
  void onlyThePartsAboveTheClearanceAreReplaced() {
    RecordedEvent event =
        event(INTERNAL, Map.of("/payload/notes/1", CONFIDENTIAL, "/payload/notes/1/k", RESTRICTED));
    AuditEvent seen = read(event, principal(INTERNAL));
    assertThat(seen.payload().text())
        .isEqualTo(
            "{\"tool\":\"book\",\"arguments\":{\"card\":%1$s,\"seat\":%1$s},\"notes\":[\"x\",%1$s]}"
                .formatted(MARKER));
    assertThat(seen.context()).isSameAs(event.event().context());
    assertThat(seen.fieldClassifications()).containsOnlyKeys("/payload/notes/1");
  }

  @Test
  void theStoredEventIsNotTouched() {
    RecordedEvent event = event(INTERNAL, Map.of());
    String before = event.event().payload().tree().toString();
    read(event, principal(PUBLIC));
    assertThat(event.event().payload().tree().toString()).isEqualTo(before);
  }

  @Test
  void nothingWithheldGivesTheSameInstance() {
    RecordedEvent event = event(INTERNAL, Map.of("/payload/tool", CONFIDENTIAL));
    assertThat(forRead(principal(CONFIDENTIAL)).apply(event)).isSameAs(event);
    RecordedEvent absent = event(PUBLIC, Map.of("/payload/none", RESTRICTED));
    assertThat(forRead(principal(CONFIDENTIAL)).apply(absent)).isSameAs(absent);
  }

  @Test
  void restrictedPartsAreReadWithClearanceAndGrantOnly() {
    RecordedEvent event = event(RESTRICTED, Map.of());
    assertThat(forRead(principal(RESTRICTED, "restricted")).apply(event)).isSameAs(event);
    assertThat(forRead(principal(RESTRICTED)).apply(event)).isNotEqualTo(event);
    assertThat(forRead(principal(CONFIDENTIAL, "restricted")).apply(event)).isNotEqualTo(event);
  }

  @Test
  void restrictedPartsNeverLeave() {
    Principal all = principal(RESTRICTED, "restricted");
    assertExceeded(all, RESTRICTED);
    RecordedEvent event = event(INTERNAL, Map.of("/payload/tool", RESTRICTED));
    assertThat(redactor.forExport(all, CONFIDENTIAL).apply(event).event().payload().text())
        .doesNotContain("book")
        .contains("4111");
  }

  @Test
  void anExportIsNotAboveThePrincipalsClearance() {
    assertExceeded(principal(INTERNAL), CONFIDENTIAL);
    RecordedEvent event = event(CONFIDENTIAL, Map.of());
    assertThat(redactor.forExport(principal(CONFIDENTIAL), PUBLIC).apply(event)).isNotSameAs(event);
  }

  @Test
  void markersCommitToWhatWasWithheldAndTheSecretGoesNoFurther() {
    byte[] secret = new byte[32];
    RecordedEvent event = event(INTERNAL, Map.of("/payload/notes/1", CONFIDENTIAL));
    RecordedEvent stored =
        new RecordedEvent(
            event.tenant(),
            event.event(),
            event.sequenceNumber(),
            event.position(),
            event.recordedAt(),
            null,
            CommitmentSecret.of(secret));
    RecordedEvent seen = forRead(principal(INTERNAL)).apply(stored);
    String digest =
        EventCommitment.commit(event.event(), secret)
            .proof(Set.of("/payload/notes/1"))
            .withheld()
            .get("/payload/notes/1")
            .hex();
    assertThat(seen.event().payload().tree().at("/notes/1"))
        .hasToString(
            "{\"$redacted\":{\"level\":\"confidential\",\"commitment\":\"%s\"}}".formatted(digest));
    assertThat(seen.secret()).isNull();
    assertThat(forRead(principal(CONFIDENTIAL)).apply(stored)).isSameAs(stored);
  }

  private void assertExceeded(Principal principal, Classification clearance) {
    assertThatThrownBy(() -> redactor.forExport(principal, clearance))
        .isInstanceOfSatisfying(
            AuditException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CLEARANCE_EXCEEDED));
  }
}
