package org.dwsaudit.app.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dwsaudit.app.server.SampleEvents;
import org.dwsaudit.schema.bundle.BundleException;
import org.dwsaudit.schema.bundle.BundleFlaw;
import org.dwsaudit.schema.note.NoteSigner;
import org.dwsaudit.schema.note.NoteVerifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bundle of a log of which some has expired, and what it takes to change it: by who only has the
 * file, and by who has the log's key too.
 */
abstract class TamperedBundle {

  static final String LOG = "log.ndjson";
  static final String RECEIPTS = "receipts.ndjson";
  static final String ONE = SampleEvents.newSession();
  static final String OTHER = SampleEvents.newSession();

  Path folder;
  Exporter exporter;
  Path bundle;
  BundleText text;
  NoteVerifier key;
  NoteSigner signer;
  Judged judged;

  @BeforeAll
  void export(@TempDir Path temporary) throws IOException {
    folder = temporary;
    judged = new Judged(folder);
    exporter = new Exporter(folder);
    exporter.append(OTHER, 1, 5);
    exporter.append(ONE, 1, 3);
    exporter.append(SampleEvents.newSession(), 1, 3);
    exporter.expireOptional();
    exporter.append(ONE, 4, 9);
    bundle =
        exporter.export(
            "internal",
            ",\"query\":{\"session_ids\":[\"%s\",\"%s\"],\"event_types\":[\"workflow.*\"]}"
                .formatted(ONE, OTHER));
    text = BundleText.of(bundle);
    key = exporter.key();
    signer = exporter.server().logKey();
    assertThat(exporter.verify(bundle).counts().expired()).isEqualTo(3);
  }

  @AfterAll
  void stop() {
    exporter.close();
  }

  Optional<BundleFlaw> flaw(Path file) {
    return flaw(file, key);
  }

  static Optional<BundleFlaw> flaw(Path file, NoteVerifier trusted) {
    try {
      Exporter.verify(file, trusted, Optional.empty());
      return Optional.empty();
    } catch (BundleException e) {
      assertThat(e.getMessage()).isNotBlank();
      return Optional.of(e.flaw());
    }
  }

  Optional<BundleFlaw> judge(Path file, NoteVerifier trusted) {
    Optional<BundleFlaw> flaw = flaw(file, trusted);
    try {
      judged.add(file, trusted, flaw);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return flaw;
  }

  BundleFlaw sealed(BundleText changed) {
    Path file = folder.resolve("sealed.zip");
    changed.seal(file, signer);
    return judge(file, key).orElseGet(() -> fail("nobody notices"));
  }

  BundleFlaw sealed(UnaryOperator<List<String>> change) {
    return sealed(text.withLines(LOG, change));
  }
}
