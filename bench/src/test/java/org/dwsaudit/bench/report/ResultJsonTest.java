package org.dwsaudit.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultJsonTest {

  @Test
  void hasTheMembersThatScriptsReadOnAndTheMachine() {
    Result result =
        Result.of("bulk", "events/s", 60_000, 100_000, Goal.atLeast(0.5, 0.7), Map.of("n", 3));

    JsonNode document = ResultJson.document(List.of(result), Map.of("cores", 2));

    JsonNode row = document.path("results").get(0);
    assertThat(row.fieldNames())
        .toIterable()
        .containsExactly("name", "ours", "peer", "ratio", "target", "aim", "met", "unit", "detail");
    assertThat(row.path("ratio").doubleValue()).isEqualTo(0.6);
    assertThat(row.path("met").booleanValue()).isTrue();
    assertThat(row.path("detail").path("n").intValue()).isEqualTo(3);
    assertThat(document.path("machine").path("cores").intValue()).isEqualTo(2);
  }

  @Test
  void saysNullForWhatThereIsNot() {
    JsonNode document =
        ResultJson.document(
            List.of(
                Result.notMeasured("growth", Goal.atMost(1.5, 1.2), "no room"),
                Result.alone("start", "s", 1.5, Goal.aimAtMost(2), Map.of())),
            Map.of());

    JsonNode missing = document.path("results").get(0);
    assertThat(missing.path("ours").isNull()).isTrue();
    assertThat(missing.path("met").isNull()).isTrue();
    JsonNode alone = document.path("results").get(1);
    assertThat(alone.path("peer").isNull()).isTrue();
    assertThat(alone.path("ratio").isNull()).isTrue();
    assertThat(alone.path("met").booleanValue()).isTrue();
  }

  @Test
  void roundsToFourDigitsWithoutExponent() {
    JsonNode row =
        ResultJson.document(
                List.of(Result.alone("x", "events/s", 123_456.789, Goal.NONE, Map.of())), Map.of())
            .path("results")
            .get(0);

    assertThat(row.path("ours").toString()).isEqualTo("123500");
  }
}
