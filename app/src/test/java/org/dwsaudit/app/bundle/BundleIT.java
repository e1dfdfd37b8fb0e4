package org.dwsaudit.app.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dwsaudit.app.server.SampleEvents;
import org.dwsaudit.schema.bundle.BundleCounts;
import org.dwsaudit.schema.bundle.BundleException;
import org.dwsaudit.schema.bundle.BundleFlaw;
import org.dwsaudit.schema.bundle.BundleReport;
import org.dwsaudit.schema.note.Checkpoint;
import org.dwsaudit.schema.note.NoteSigner;
import org.dwsaudit.schema.note.NoteVerifier;
import org.dwsaudit.schema.note.SignedNote;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Bundles of a running server prove what is in them, whatever happened to the log. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BundleIT {

  private Exporter exporter;
  private String one = "";
  private String other = "";

  @BeforeAll
  void start(@TempDir Path folder) {
    exporter = new Exporter(folder);
  }

  @BeforeEach
  void begin() {
    one = SampleEvents.newSession();
    other = SampleEvents.newSession();
  }

  @AfterAll
  void stop() {
    exporter.close();
  }

  private static BundleException refused(Runnable verification) {
    BundleException[] refused = new BundleException[1];
    assertThatThrownBy(verification::run)
        .isInstanceOfSatisfying(BundleException.class, e -> refused[0] = e);
    return refused[0];
  }

  @Test
  void whatLiesBetweenTheEventsAskedForIsThereWithoutItsContent() {
    exporter.append(one, 1, 7);

    Path bundle =
        exporter.export(
            "confidential",
            ",\"query\":{\"event_types\":[\"skill.invoked\"],\"session_ids\":[\"%s\"]}"
                .formatted(one));

    // numbers 2 to 6, of which 3 and 5 were not asked for
    assertThat(exporter.verify(bundle).counts()).isEqualTo(new BundleCounts(5, 3, 1, 2, 0));
    List<JsonNode> events =
        Exporter.lines(bundle, "log.ndjson").stream().filter(line -> line.has("event")).toList();
    assertThat(events.getFirst().path("previous_leaf").asText()).hasSize(64);
    assertThat(events.get(1).path("matches").asBoolean(true)).isFalse();
    assertThat(events.get(1).at("/event/payload").has("$redacted")).isTrue();
    assertThat(Exporter.lines(bundle, "log.ndjson").getLast().at("/skip/to").asLong()).isEqualTo(7);
  }

  @Test
  void aPredicateIsHeldAgainstWhatIsDisclosed() {
    exporter.append(one, 1, 6);
    String where =
        ",\"query\":{\"where\":\"payload.phase == 'phase 3'\",\"session_ids\":[\"%s\"]}"
            .formatted(one);
    assertThat(exporter.verify(exporter.export("confidential", where)).counts().matching()).isOne();
    assertThat(exporter.verify(exporter.export("internal", where)).counts())
        .isEqualTo(new BundleCounts(0, 0, 0, 0, 0));
  }

  @Test
  void provesThatAnEarlierCheckpointStillHolds() {
    exporter.append(one, 1, 3);
    String earlier = exporter.checkpoint();
    exporter.append(other, 1, 40);
    String query = ",\"query\":{\"session_ids\":[\"%s\"]}".formatted(other);

    long size = Checkpoint.parse(SignedNote.parse(earlier).text()).size();
    Path since = exporter.export("public", ",\"since\":" + size + query);
    assertThat(exporter.verify(since, Optional.of(earlier)).earlier()).isPresent();

    String late = exporter.checkpoint();
    assertThat(refused(() -> exporter.verify(since, Optional.of(late))).flaw())
        .isEqualTo(BundleFlaw.CHECKPOINT_NOT_COVERED);
    exporter.append(one, 4, 9);
    String within = exporter.checkpoint();
    exporter.append(one, 10, 30);
    Path without =
        exporter.export("public", ",\"query\":{\"session_ids\":[\"%s\"]}".formatted(other));
    assertThat(refused(() -> exporter.verify(without, Optional.of(within))).flaw())
        .isEqualTo(BundleFlaw.CHECKPOINT_NOT_COVERED);
  }

  @Test
  void whoTrustsAnOlderKeyIsLedToTheNewOne() {
    NoteVerifier first = exporter.key();
    exporter.append(one, 1, 2);
    String earlier = exporter.checkpoint();
    exporter.post("/v1/log/keys", "{\"reason\":\"yearly\"}");
    exporter.post("/v1/log/keys", "{\"reason\":\"again\"}");

    Path bundle = exporter.export("public", "");

    assertThat(Exporter.verify(bundle, first, Optional.of(earlier)).key())
        .isEqualTo(exporter.key());
    assertThat(Exporter.verify(bundle, exporter.key(), Optional.empty()).key())
        .isEqualTo(exporter.key());
    NoteVerifier unknown = NoteSigner.generate(first.name()).verifier();
    assertThat(refused(() -> Exporter.verify(bundle, unknown, Optional.empty())).flaw())
        .isEqualTo(BundleFlaw.KEY_UNKNOWN);
  }

  @Test
  void theStoresOwnFactsCanBeExportedToo() {
    exporter.append(one, 1, 2);
    exporter.export("public", "");
    Path facts = exporter.export("confidential", ",\"query\":{\"event_types\":[\"audit.*\"]}");
    long before = exporter.verify(facts).counts().matching();
    assertThat(before).isPositive();
    Path session =
        exporter.export(
            "confidential",
            ",\"query\":{\"session_ids\":[\"00000000-0000-0000-0000-000000000000\"]}");
    assertThat(exporter.verify(session).counts().matching()).isEqualTo(before + 1);
  }

  @Test
  void bundlesHoldWhileOthersAppend() throws InterruptedException {
    exporter.append(one, 1, 20);
    AtomicBoolean enough = new AtomicBoolean();
    Thread appending =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int number = 21; !enough.get(); number += 5) {
                    exporter.append(one, number, number + 4);
                    exporter.append(SampleEvents.newSession(), 1, 3);
                  }
                });
    try {
      for (int i = 0; i < 5; i++) {
        BundleReport proved = exporter.verify(exporter.export("internal", ""));
        assertThat(proved.counts().events()).isGreaterThanOrEqualTo(20);
        exporter.verify(exporter.export("internal", ",\"query\":{\"event_types\":[\"skill.*\"]}"));
      }
    } finally {
      enough.set(true);
      appending.join();
    }
  }
}
