package org.dwsaudit.schema.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNamesTest {

  private static final List<String> KNOWN = List.of("session_id", "worker_id", "payload", "a.end");

  @Test
  void theNearestComesFirst() {
    assertThat(NearestNames.of("sesion_id", KNOWN, 3)).startsWith("session_id");
    assertThat(NearestNames.of("Payload", KNOWN, 3)).containsExactly("payload");
    assertThat(NearestNames.of("worker-id", KNOWN, 1)).containsExactly("worker_id");
    assertThat(NearestNames.of("beginning.end", KNOWN, 1)).containsExactly("a.end");
  }

  @Test
  void equallyNearOnesComeInAlphabeticalOrder() {
    assertThat(NearestNames.of("ax", List.of("az", "ay"), 2)).containsExactly("ay", "az");
  }

  @Test
  void whatIsFarOrEndlessHasNone() {
    assertThat(NearestNames.of("zzzzzzzz", KNOWN, 3)).isEmpty();
    assertThat(NearestNames.of("", KNOWN, 3)).isEmpty();
    assertThat(NearestNames.of("p".repeat(1_000_000), KNOWN, 3)).isEmpty();
    assertThat(NearestNames.hint("zzzzzzzz", KNOWN)).isEmpty();
  }
}
