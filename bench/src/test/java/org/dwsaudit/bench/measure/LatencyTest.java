package org.dwsaudit.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyTest {

  @Test
  void percentilesAreThoseOfTheCallsToThreeDigits() {
    Latency latency = new Latency();
    IntStream.rangeClosed(1, 1_000).forEach(millis -> latency.record(millis * 1_000_000L));

    assertThat(latency.millis(50)).isCloseTo(500, within(1.0));
    assertThat(latency.millis(99)).isCloseTo(990, within(1.0));
    assertThat(latency.summary()).containsOnlyKeys("p50_ms", "p99_ms", "p99_9_ms");
  }

  @Test
  void warmUpIsLeftOut() {
    Latency warmUp = new Latency();
    warmUp.record(1_000_000_000);
    Latency round = new Latency();
    round.record(1_000_000);

    assertThat(Latency.withoutWarmUp(List.of(warmUp, round)).millis(100))
        .isCloseTo(1, within(0.01));
  }

  @Test
  void everyCallIsMadeOnceInOrder() throws Exception {
    List<Integer> closed = new ArrayList<>();
    List<Integer> open = new ArrayList<>();

    Latency.closedLoop(5, closed::add);
    Latency.openLoop(5, 100_000, open::add);

    assertThat(closed).containsExactly(0, 1, 2, 3, 4);
    assertThat(open).containsExactly(0, 1, 2, 3, 4);
  }
}
