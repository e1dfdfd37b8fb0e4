package org.dwsaudit.schema.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dwsaudit.schema.event.TenantId;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The vectors were made by another implementation, {@code src/test/integrity}. */
class GoldenVectorsTest {

  private static final JsonNode VECTORS = vectors();

  private static JsonNode vectors() {
    try (InputStream in = GoldenVectorsTest.class.getResourceAsStream("vectors.json")) {
      assertThat(in).isNotNull();
      return EventTexts.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<DynamicTest> each(String kind, Consumer<JsonNode> test) {
    assertThat(VECTORS.get(kind)).isNotEmpty();
    return VECTORS
        .get(kind)
        .valueStream()
        .map(v -> DynamicTest.dynamicTest(v.get("name").textValue(), () -> test.accept(v)));
  }

  @TestFactory
  Stream<DynamicTest> commitments() {
    return each("commitments", GoldenVectorsTest::commitment);
  }

  private static void commitment(JsonNode vector) {
    JsonNode json = EventTexts.parse(text(vector, "event"));
    EventCommitment commitment =
        EventCommitment.commit(
            EventTexts.event(json), HexFormat.of().parseHex(text(vector, "secret")));
    assertThat(commitment.proof().salts().get("")).hasToString(text(vector, "content_salt"));
    assertThat(commitment.digest()).hasToString(text(vector, "event_digest"));
    LeafHash leaf =
        Leaf.hash(
            new TenantId(text(vector, "tenant")),
            EventTexts.session(json),
            json.get("sequence_number").longValue(),
            EventTexts.recordedAt(json),
            LeafHash.ofHex(text(vector, "previous_leaf")),
            commitment.digest());
    assertThat(leaf).hasToString(text(vector, "leaf_hash"));
  }

  @TestFactory
  Stream<DynamicTest> redactions() {
    return each("redactions", GoldenVectorsTest::redaction);
  }

  private static void redaction(JsonNode vector) {
    JsonNode of =
        VECTORS
            .get("commitments")
            .valueStream()
            .filter(v -> v.get("name").equals(vector.get("of")))
            .findFirst()
            .orElseThrow();
    Set<String> withheld =
        vector.get("withheld").valueStream().map(JsonNode::textValue).collect(Collectors.toSet());
    RedactedProof proof =
        EventCommitment.commit(
                EventTexts.event(EventTexts.parse(text(of, "event"))),
                HexFormat.of().parseHex(text(of, "secret")))
            .proof(withheld);
    assertThat((JsonNode) proof.json()).isEqualTo(vector.get("proof"));
    assertThat(verify(vector)).isEqualTo(new Verdict.Genuine());
  }

  @TestFactory
  Stream<DynamicTest> tampered() {
    return each("tampered", GoldenVectorsTest::refused);
  }

  private static void refused(JsonNode vector) {
    assertThat(verify(vector))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.flaw()).hasToString(text(vector, "flaw")));
  }

  private static Verdict verify(JsonNode vector) {
    return ProofVerifier.verify(
        text(vector, "event"),
        RedactedProof.ofJson(vector.get("proof")),
        new TenantId(text(vector, "tenant")),
        LeafHash.ofHex(text(vector, "previous_leaf")),
        LeafHash.ofHex(text(vector, "leaf_hash")));
  }

  private static String text(JsonNode vector, String name) {
    return vector.get(name).textValue();
  }
}
