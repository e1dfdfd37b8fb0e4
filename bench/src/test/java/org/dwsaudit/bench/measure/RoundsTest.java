package org.dwsaudit.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

  @Test
  void contendersTakeTurnsAndTheFirstRoundDoesNotCount() throws Exception {
    List<String> order = new ArrayList<>();
    double[] ours = {1_000, 3, 1, 2};
    double[] peer = {0, 10, 30, 20};
    int[] round = new int[2];

    Rounds rounds =
        new Rounds(Duration.ofDays(1))
            .with(
                "ours",
                () -> {
                  order.add("ours");
                  return ours[round[0]++];
                })
            .with(
                "peer",
                () -> {
                  order.add("peer");
                  return peer[round[1]++];
                })
            .run(3);

    assertThat(order).startsWith("ours", "peer", "ours", "peer").hasSize(8);
    assertThat(rounds.medians()).containsEntry("ours", 2.0).containsEntry("peer", 20.0);
  }

  @Test
  void withoutTimeLeftOneRoundCountsAllTheSame() throws Exception {
    List<Double> figures = new ArrayList<>(List.of(9.0, 5.0, 7.0));

    Rounds rounds = new Rounds(Duration.ZERO).with("ours", figures::removeFirst).run(3);

    assertThat(rounds.median("ours")).isEqualTo(5);
    assertThat(figures).hasSize(1);
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
    assertThat(Rounds.median(4, 1, 3, 2)).isEqualTo(2.5);
    assertThat(Rounds.median(7)).isEqualTo(7);
    assertThat(Rounds.median()).isNaN();
  }
}
