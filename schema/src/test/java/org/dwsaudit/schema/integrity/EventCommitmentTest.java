package org.dwsaudit.schema.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.CommitmentSecret;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.wire.EventJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCommitmentTest {

  private static final byte[] SECRET = new byte[32];
  private static final JsonNode JSON =
      EventTexts.parse(
          """
          {"event_id": "0196f3a1-0000-7000-8000-000000000001", "event_type": "skill.tool_returned",
           "timestamp": "2026-04-01T09:30:00Z", "session_id": "5e6836e4-fb8c-52fc-9b02-17bc0c15d297",
           "workflow_id": "claims", "base_version": "9fceb02", "context": {},
           "payload": {"customer": {"name": "Ada", "card": "4111"}, "items": [1, 1]},
           "data_classification": "internal",
           "field_classifications": {
             "/payload/customer": "confidential", "/payload/customer/card": "restricted"}}
          """);
  private static final AuditEvent EVENT = EventTexts.event(JSON);
  private static final EventCommitment COMMITMENT = EventCommitment.commit(EVENT, SECRET);

  @Test
  void dependsOnTheContentAndNotOnItsSpelling() {
    ObjectNode respelled = JSON.deepCopy();
    respelled.set(
        "payload",
        EventTexts.parse(
            "{\"items\":[1.0,1e0],\"customer\":{\"card\":\"4111\",\"name\":\"Ada\"}}"));
    assertThat(EventCommitment.commit(EventTexts.event(respelled), SECRET).digest())
        .isEqualTo(COMMITMENT.digest());
  }

  @Test
  void reusedSecretGivesAnotherEventOtherSalts() {
    ObjectNode other = JSON.deepCopy();
    other.put("event_id", "0196f3a1-0000-7000-8000-000000000002");
    assertThat(EventCommitment.commit(EventTexts.event(other), SECRET).proof())
        .isNotEqualTo(COMMITMENT.proof());
  }

  @Test
  void equalValuesHaveUnlikeDigests() {
    RedactedProof proof = COMMITMENT.proof(Set.of("/payload/items/0", "/payload/items/1"));
    assertThat(proof.withheld().values()).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void aProofIsMinimal() {
    assertThat(COMMITMENT.proof().salts()).containsOnlyKeys("");
    RedactedProof proof = COMMITMENT.proof(Set.of("/payload/customer", "/payload/customer/name"));
    assertThat(proof.salts())
        .containsOnlyKeys("/context", "/payload/items", "/field_classifications/0");
    assertThat(proof.withheld()).containsOnlyKeys("/payload/customer", "/field_classifications/1");
  }

  @Test
  void aProofSaysNoValuesAndNoNamesInsideWhatIsWithheld() {
    String proof = COMMITMENT.proof(Set.of("/payload/customer")).json().toString();
    assertThat(proof).contains("/payload/customer").doesNotContain("4111", "Ada", "card", "name");
  }

  @Test
  void verifiesTheJsonThatTheStoreWrites() {
    Instant recordedAt = Instant.parse("2026-04-01T09:30:01.5Z");
    String json =
        EventJson.text(new RecordedEvent(TenantId.DEFAULT, EVENT, 1, new Position(17), recordedAt));
    LeafHash leaf =
        Leaf.hash(
            TenantId.DEFAULT, EVENT.sessionId(), 1, recordedAt, LeafHash.NONE, COMMITMENT.digest());
    assertThat(
            ProofVerifier.verify(json, COMMITMENT.proof(), TenantId.DEFAULT, LeafHash.NONE, leaf))
        .isEqualTo(new Verdict.Genuine());
  }

  private static PartCommitments commitments(String payload) {
    ObjectNode json = JSON.deepCopy();
    json.set("payload", EventTexts.parse(payload));
    return new PartCommitments(EventTexts.event(json), CommitmentSecret.of(SECRET));
  }

  @Test
  void aMarkersCommitmentStaysWhereThePartIsWithheldAgain() {
    String digest = "07".repeat(32);
    PartCommitments commitments =
        commitments(
            "{\"a\":{\"b\":[{\"$redacted\":{\"level\":\"internal\",\"commitment\":\"%s\"}}]},"
                    .formatted(digest)
                + "\"c\":{\"$redacted\":{\"level\":\"internal\"}},\"d\":1}");
    assertThat(commitments.of(List.of("payload", "a", "b", "0"))).isEqualTo(digest);
    assertThat(commitments.of(List.of("payload", "c"))).isNull();
    assertThat(commitments.of(List.of("payload", "a"))).isNull();
    assertThat(commitments.of(List.of("payload"))).isNull();
    assertThat(commitments.of(List.of("payload", "d"))).hasSize(64);
  }

  @Test
  void secretHas32Bytes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventCommitment.commit(EVENT, new byte[31]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "payload",
        "/event_id",
        "/field_classifications/0",
        "/payload/none",
        "/payload/~",
        "/payload/items/2",
        "/payload/items/00",
        "/payload/customer/name/x",
        "/payloads"
      })
  void refusesToWithholdWhatIsNoPart(String pointer) {
    assertThatIllegalArgumentException().isThrownBy(() -> COMMITMENT.proof(Set.of(pointer)));
  }

  @Test
  void refusesToNarrowAProofOfSomethingElse() {
    RedactedProof partial = COMMITMENT.proof(Set.of("/payload/customer/card"));
    ObjectNode other = JSON.deepCopy();
    ((ObjectNode) other.get("payload")).put("new", 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> partial.withhold(EventTexts.event(other), Set.of("/payload/items")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"salts\":{},\"withheld\":{},\"more\":{}}",
        "{\"salts\":{},\"withheld\":[]}",
        "{\"salts\":{\"payload\":\"00\"},\"withheld\":{}}",
        "{\"salts\":{\"/payload\":\"00\"},\"withheld\":{}}",
        "{\"salts\":{\"/payload\":7},\"withheld\":{}}"
      })
  void refusesWhatIsNoProof(String json) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedactedProof.ofJson(EventTexts.parse(json)));
  }
}
