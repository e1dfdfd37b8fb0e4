package org.dwsaudit.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTest {

  @Test
  void aRatioMustReachWhatIsToBeAtLeastAndStayBelowWhatIsToBeAtMost() {
    assertThat(result(49, 100, Goal.atLeast(0.5, 0.7)).met()).isFalse();
    assertThat(result(50, 100, Goal.atLeast(0.5, 0.7)).met()).isTrue();
    assertThat(result(250, 100, Goal.atMost(2.5, 1.5)).met()).isTrue();
    assertThat(result(251, 100, Goal.atMost(2.5, 1.5)).met()).isFalse();
  }

  @Test
  void withoutAGoalNothingIsMetOrMissed() {
    assertThat(result(1, 2, Goal.NONE).met()).isNull();
  }

  @Test
  void aPeerThatDidNothingGivesNoRatio() {
    assertThat(result(1, 0, Goal.atLeast(1, 2)).ratio()).isNull();
    assertThat(result(1, 0, Goal.atLeast(1, 2)).met()).isNull();
  }

  private static Result result(double ours, double peer, Goal goal) {
    return Result.of("r", "u", ours, peer, goal, Map.of());
  }
}
