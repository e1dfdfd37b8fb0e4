package org.dwsaudit.projections.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RetryRulesTest {

  private static final RetryRules RULES =
      new RetryRules(
          10,
          Duration.ofMillis(100),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          Duration.ofSeconds(10),
          5,
          Duration.ofSeconds(30));

  @Property
  void theWaitDoublesUpToABoundAndIsSomethingBelowIt(
      @ForAll @IntRange(min = 1, max = 200) int attempts, @ForAll long seed) {
    Duration delay = RULES.delay(attempts, Optional.empty(), new Random(seed));
    long bound = Math.min(60_000, 100L << Math.min(attempts - 1, 30));
    assertThat(delay.toMillis()).isBetween(0L, bound);
  }

  @Property(tries = 50)
  void thoseWhoFailedTogetherDoNotComeBackTogether(@ForAll long seed) {
    Random random = new Random(seed);
    assertThat(
            IntStream.range(0, 50)
                .mapToObj(i -> RULES.delay(12, Optional.empty(), random))
                .distinct())
        .hasSizeGreaterThan(25);
  }

  @Property(tries = 200)
  void whatTheTargetAsksForIsKeptToWithinBounds(
      @ForAll @IntRange(max = 1_000_000) int asked, @ForAll long seed) {
    Duration delay = RULES.delay(1, Optional.of(Duration.ofSeconds(asked)), new Random(seed));
    Duration bounded = asked > 300 ? Duration.ofMinutes(5) : Duration.ofSeconds(asked);
    assertThat(delay).isBetween(bounded, bounded.plusMillis(100));
  }
}
