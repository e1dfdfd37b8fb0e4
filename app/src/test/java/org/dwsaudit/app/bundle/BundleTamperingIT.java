package org.dwsaudit.app.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dwsaudit.app.bundle.LineChange.index;
import static org.dwsaudit.app.bundle.LineChange.line;
import static org.dwsaudit.app.bundle.LineChange.replaced;
import static org.dwsaudit.app.bundle.LineChange.without;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dwsaudit.schema.bundle.BundleFlaw;
import org.dwsaudit.schema.note.Checkpoint;
import org.dwsaudit.schema.note.NoteSigner;
import org.dwsaudit.schema.note.SignedNote;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Every kind of tampering with a bundle is found: by who only has the file, and by who has the
 * log's key too and seals what they made up.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BundleTamperingIT extends TamperedBundle {

  /** Of flipped bytes, one in so many is shown to the other verifier, too. */
  private static final int OTHERS_SEE = 29;

  @Test
  void sealedAnewUnchangedItIsProved() {
    Path file = folder.resolve("again.zip");
    text.seal(file, signer);
    assertThat(judge(file, key)).isEmpty();
    assertThat(judge(bundle, key)).isEmpty();
  }

  @Test
  void noByteCanBeFlipped() throws IOException {
    byte[] bytes = Files.readAllBytes(bundle);
    Path file = folder.resolve("flipped.zip");
    for (int i = 0; i < bytes.length; i++) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= (byte) (1 << (i % 8));
      Files.write(file, flipped);
      int at = i;
      Optional<BundleFlaw> flaw = i % OTHERS_SEE == 0 ? judge(file, key) : flaw(file);
      assertThat(flaw).as(() -> "byte %d of %d".formatted(at, bytes.length)).isPresent();
    }
  }

  @Test
  void itCannotBeCutOrMadeLonger() throws IOException {
    byte[] bytes = Files.readAllBytes(bundle);
    Path file = folder.resolve("cut.zip");
    for (int length = 0; length < bytes.length; length += 1 + bytes.length / 500) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThat(flaw(file)).contains(BundleFlaw.BUNDLE_MALFORMED);
    }
    Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
    assertThat(flaw(file)).contains(BundleFlaw.BUNDLE_MALFORMED);
  }

  @Test
  void withoutTheKeyNothingCanBeSealed() {
    NoteSigner other = NoteSigner.generate(key.name());
    Path file = folder.resolve("other.zip");
    text.seal(file, other);
    assertThat(judge(file, key)).contains(BundleFlaw.KEY_UNKNOWN);
    String checkpoint = SignedNote.parse(text.file("checkpoint")).text();
    text.with("checkpoint", other.sign(checkpoint).format()).seal(file, other);
    assertThat(flaw(file)).contains(BundleFlaw.KEY_UNKNOWN);
    assertThat(judge(file, other.verifier())).isEmpty();
  }

  @Test
  void twoBundlesCannotBeSpliced() throws IOException {
    Path second =
        exporter.export("internal", ",\"query\":{\"session_ids\":[\"%s\"]}".formatted(ONE));
    BundleText other = BundleText.of(second);
    for (String file : List.of(LOG, RECEIPTS, "checkpoint")) {
      BundleText spliced = text.with(file, other.file(file));
      if (!spliced.equals(text)) {
        sealed(spliced);
      }
    }
    byte[] one = Files.readAllBytes(bundle);
    byte[] two = Files.readAllBytes(second);
    byte[] spliced = two.clone();
    System.arraycopy(one, 0, spliced, 0, Math.min(400, two.length));
    Path file = folder.resolve("spliced.zip");
    Files.write(file, spliced);
    assertThat(flaw(file)).isPresent();
  }

  @Test
  void aChangedEventIsFound() {
    assertThat(sealed(line("event", 0, replaced("phase 1\"", "phase 8\""))))
        .isEqualTo(BundleFlaw.LEAF_MISMATCH);
    assertThat(sealed(line("event", 0, replaced("\"worker_id\":\"agent\"", "\"worker_id\":\"x\""))))
        .isEqualTo(BundleFlaw.LEAF_MISMATCH);
    assertThat(sealed(line("event", 0, replaced("(\"recorded_at\":\"20)2", "$13"))))
        .isEqualTo(BundleFlaw.LEAF_MISMATCH);
    assertThat(
            sealed(
                line(
                    "event",
                    0,
                    line ->
                        line.replaceFirst(
                            "(\"leaf_hash\":\")[0-9a-f]{64}", "$1" + "0".repeat(64)))))
        .isEqualTo(BundleFlaw.LEAF_MISMATCH);
    assertThat(sealed(line("event", 0, replaced("\"payload\":\\{", "\"payload\":{\"more\":1,"))))
        .isEqualTo(BundleFlaw.LEAF_MISMATCH);
    assertThat(sealed(line("event", 0, replaced("\\{\"event_id\"", "{\"more\":1,\"event_id\""))))
        .isEqualTo(BundleFlaw.EVENT_MALFORMED);
  }

  @Test
  void anEventThatIsMissingOrThereTwiceIsFound() {
    assertThat(sealed(without("event", 1))).isEqualTo(BundleFlaw.NUMBER_MISSING);
    assertThat(
            sealed(
                lines -> {
                  List<String> twice = new ArrayList<>(lines);
                  twice.add(index(lines, "event", 1), lines.get(index(lines, "event", 1)));
                  return twice;
                }))
        .isEqualTo(BundleFlaw.POSITION_WRONG);
    assertThat(
            sealed(
                lines -> {
                  List<String> swapped = new ArrayList<>(lines);
                  Collections.swap(swapped, index(lines, "event", 3), index(lines, "event", 4));
                  return swapped;
                }))
        .isEqualTo(BundleFlaw.POSITION_WRONG);
    assertThat(sealed(lines -> lines.subList(0, lines.size() / 2)))
        .isIn(BundleFlaw.SESSION_OPEN, BundleFlaw.ROOT_MISMATCH);
  }

  @Test
  void noLineCanBeLeftOut() {
    for (String file : List.of(LOG, RECEIPTS)) {
      for (int i = 0; i < text.lines(file).size(); i++) {
        int left = i;
        sealed(
            text.withLines(
                file,
                lines -> {
                  List<String> others = new ArrayList<>(lines);
                  others.remove(left);
                  return others;
                }));
      }
    }
  }

  @Test
  void aRenumberedEventIsFound() {
    assertThat(sealed(line("event", 1, replaced("(\"sequence_number\":)3", "$14"))))
        .isEqualTo(BundleFlaw.NUMBER_MISSING);
    assertThat(sealed(line("event", 1, replaced("(\"sequence_number\":)3", "$13.0"))))
        .isEqualTo(BundleFlaw.EVENT_MALFORMED);
  }

  @Test
  void whatIsMissingCannotBePassedOffAsExpired() {
    assertThat(sealed(without("expired", 0))).isEqualTo(BundleFlaw.NUMBER_MISSING);
    assertThat(sealed(line("expired", 0, replaced("(\"last\":)2", "$13"))))
        .isEqualTo(BundleFlaw.RECEIPT_WRONG);
    assertThat(sealed(line("expired", 0, replaced("(\"ordinal\":)\\d", "$19"))))
        .isEqualTo(BundleFlaw.RECEIPT_WRONG);
    assertThat(
            sealed(
                line(
                    "expired",
                    0,
                    line ->
                        line.replaceFirst(
                            "(\"last_leaf\":\")[0-9a-f]{64}", "$1" + "0".repeat(64)))))
        .isEqualTo(BundleFlaw.RECEIPT_WRONG);
    assertThat(
            sealed(
                line(
                    "expired",
                    0,
                    line -> {
                      ObjectNode step = (ObjectNode) Exporter.tree(line);
                      ObjectNode expired = (ObjectNode) step.path("expired");
                      JsonNode run = expired.path("run_id");
                      expired.remove(List.of("run_id", "policy", "leaves", "ordinal", "path"));
                      expired
                          .putArray("months")
                          .addObject()
                          .put("retention_class", "optional")
                          .put("month", "2026-11")
                          .set("run_id", run);
                      return step.toString();
                    })))
        .isEqualTo(BundleFlaw.RECEIPT_WRONG);
  }

  @Test
  void aReceiptCannotBeReplaced() {
    assertThat(sealed(text.with(RECEIPTS, ""))).isEqualTo(BundleFlaw.RECEIPT_MISSING);
    for (UnaryOperator<String> change :
        List.of(
            replaced("(\"ranges\":)", "$11"),
            replaced("(\"ranges_root\":\")[0-9a-f]", "$1" + "0".repeat(1) + "0"),
            replaced("(\"position\":\"0{15})", "$1" + "0"),
            replaced("audit.retention_run_completed", "audit.retention_run_started"),
            replaced("(\"previous_leaf\":\")[0-9a-f]{4}", "$10000"),
            replaced("(\"path\":\\[)\"[0-9a-f]{64}\",", "$1"))) {
      assertThat(sealed(text.withLines(RECEIPTS, lines -> List.of(change.apply(lines.getFirst())))))
          .isEqualTo(BundleFlaw.RECEIPT_WRONG);
    }
    assertThat(
            sealed(text.withLines(RECEIPTS, lines -> List.of(lines.getFirst(), lines.getFirst()))))
        .isEqualTo(BundleFlaw.RECEIPT_WRONG);
  }

  @Test
  void aSessionsEndCannotBeMovedOrLeftOut() {
    assertThat(sealed(without("session", 0))).isEqualTo(BundleFlaw.SESSION_OPEN);
    assertThat(sealed(line("session", 0, replaced("(\"events\":)(\\d)", "$11$2"))))
        .isEqualTo(BundleFlaw.SESSION_WRONG);
    assertThat(sealed(line("session", 0, replaced("(\"head\":)\\d+", "$11"))))
        .isEqualTo(BundleFlaw.SESSION_WRONG);
    assertThat(
            sealed(
                lines -> {
                  List<String> early = new ArrayList<>(lines);
                  int first = index(lines, "event", 0);
                  String session = Exporter.tree(lines.get(first)).at("/event/session_id").asText();
                  early.add(
                      first + 1,
                      "{\"session\":{\"session_id\":\"%s\",\"first\":1,\"last\":1,\"events\":1,\"head\":9}}"
                          .formatted(session));
                  return early;
                }))
        .isEqualTo(BundleFlaw.SESSION_REOPENED);
  }

  @Test
  void theLogCannotBeShortenedOrSkippedOver() {
    assertThat(sealed(without("skip", 0))).isEqualTo(BundleFlaw.POSITION_WRONG);
    assertThat(
            sealed(
                line(
                    "skip", 0, line -> line.replaceFirst("(\"hashes\":\\[\")[0-9a-f]{2}", "$100"))))
        .isEqualTo(BundleFlaw.ROOT_MISMATCH);
    assertThat(sealed(line("skip", 0, replaced("(\"hashes\":\\[)\"[0-9a-f]{64}\",?", "$1"))))
        .isEqualTo(BundleFlaw.BUNDLE_MALFORMED);
  }

  @Test
  void proofsAreHeldAgainstTheirEvents() {
    assertThat(sealed(line("event", 0, replaced("\"salts\":\\{\"[^}]*\\}", "\"salts\":{}"))))
        .isEqualTo(BundleFlaw.SALT_MISSING);
    assertThat(
            sealed(
                line(
                    "event",
                    0,
                    line ->
                        line.replaceFirst(
                            "\"withheld\":\\{",
                            "\"withheld\":{\"/payload/x\":\"" + "0".repeat(64) + "\""))))
        .isEqualTo(BundleFlaw.PROOF_SURPLUS);
    assertThat(sealed(line("event", 1, replaced("\"\\$redacted\"", "\"redacted\""))))
        .isEqualTo(BundleFlaw.MARKER_MISSING);
    assertThat(sealed(line("event", 3, replaced("\\}$", ",\"matches\":false}"))))
        .isEqualTo(BundleFlaw.SURPLUS_DISCLOSED);
    assertThat(sealed(line("event", 3, replaced("\\}$", ""))))
        .isEqualTo(BundleFlaw.BUNDLE_MALFORMED);
  }

  @Test
  void countsAreHeldAgainstWhatIsThere() {
    for (String count : List.of("events", "matching", "sessions", "withheld_parts", "expired")) {
      assertThat(sealed(text.withCount(count, 1))).isEqualTo(BundleFlaw.COUNT_WRONG);
    }
    ObjectNode manifest = text.manifest();
    manifest.put("checkpoint_size", 1);
    assertThat(sealed(text.with("manifest.json", manifest.toString())))
        .isEqualTo(BundleFlaw.COUNT_WRONG);
    manifest = text.manifest();
    manifest.put("tenant", "other");
    assertThat(sealed(text.with("manifest.json", manifest.toString())))
        .isEqualTo(BundleFlaw.RECEIPT_WRONG);
  }

  @Test
  void anotherTreeIsFound() {
    Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(text.file("checkpoint")).text());
    Checkpoint shorter =
        new Checkpoint(checkpoint.origin(), checkpoint.size() - 1, checkpoint.root());
    ObjectNode manifest = text.manifest();
    manifest.put("checkpoint_size", shorter.size());
    assertThat(
            sealed(
                text.with("checkpoint", signer.sign(shorter.text()).format())
                    .with("manifest.json", manifest.toString())))
        .isIn(BundleFlaw.RECEIPT_WRONG, BundleFlaw.ROOT_MISMATCH);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void anotherVerifierSaysTheSameOfAll() throws IOException, InterruptedException {
    judged.writeGolden();
    assertThat(judged.verdictsOfPython()).isEqualTo(judged.verdicts());
  }
}
