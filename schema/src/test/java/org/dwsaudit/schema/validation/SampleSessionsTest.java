package org.dwsaudit.schema.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Sessions of a real agent, where they are at hand. */
class SampleSessionsTest {

  private static final Path SESSIONS = Path.of("../../shared/data/airline-sessions.ndjson");

  @Test
  void everyEventOfRealSessionsIsValid() throws IOException {
    assumeThat(SESSIONS).exists();
    assertThat(Readers.standard().readNdjson(Files.readAllBytes(SESSIONS))).hasSize(3900);
  }
}
