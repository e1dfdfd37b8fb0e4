package org.dwsaudit.schema.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.dwsaudit.schema.note.NoteVerifier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bundles that a server once made, and what must be said of them for ever: one for each verdict.
 * Made by the application's {@code BundleTamperingIT} with {@code -Dgolden=write}.
 */
class GoldenBundlesTest {

  static List<Golden> golden() throws IOException {
    try (InputStream json = GoldenBundlesTest.class.getResourceAsStream("bundles.json")) {
      JsonNode all = JsonMapper.builder().build().readTree(Objects.requireNonNull(json));
      return StreamSupport.stream(all.spliterator(), false).map(Golden::new).toList();
    }
  }

  private record Golden(JsonNode json) {

    String verdict() {
      return json.path("verdict").asText();
    }

    byte[] bundle() {
      return Base64.getDecoder().decode(json.path("bundle").asText());
    }

    @Override
    public String toString() {
      return verdict();
    }
  }

  @ParameterizedTest
  @MethodSource("golden")
  void theVerdictStands(Golden golden, @TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("bundle.zip"), golden.bundle());
    NoteVerifier key = NoteVerifier.parse(golden.json().path("key").asText());
    assertThat(verdict(file, key)).isEqualTo(golden.verdict());
  }

  private static String verdict(Path file, NoteVerifier key) throws IOException {
    try {
      new BundleVerifier(file, Optional.of(key), Optional.empty()).verify(BundleProgress.NONE);
      return "PROVED";
    } catch (BundleException e) {
      return e.flaw().name();
    }
  }
}
