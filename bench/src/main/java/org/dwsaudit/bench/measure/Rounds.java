package org.dwsaudit.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Contenders take turns, round by round, so that what the machine does beside hits all alike; each
 * has the median of its rounds. The first round warms up and does not count.
 */
final class Rounds {

  /** Gives its figure of one round, more is better or worse as the caller knows. */
  interface Contender {
    double run() throws Exception;
  }

  private final long budgetNanos;
  private final SequencedMap<String, Contender> contenders = new LinkedHashMap<>();
  private final Map<String, List<Double>> figures = new LinkedHashMap<>();

  /**
   * @param budget when it is used up, no further round begins once one has counted
   */
  Rounds(Duration budget) {
    this.budgetNanos = budget.toNanos();
  }

  Rounds with(String name, Contender contender) {
    contenders.put(name, contender);
    figures.put(name, new ArrayList<>());
    return this;
  }

  Rounds run(int rounds) throws Exception {
    long begin = System.nanoTime();
    for (int round = 0; round <= rounds; round++) {
      if (round > 1 && System.nanoTime() - begin > budgetNanos) {
        break;
      }
      for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
        double figure = contender.getValue().run();
        if (round > 0) {
          figures.computeIfAbsent(contender.getKey(), name -> new ArrayList<>()).add(figure);
        }
      }
    }
    return this;
  }

  double median(String name) {
    return median(figures.getOrDefault(name, List.of()).stream().mapToDouble(d -> d).toArray());
  }

  /** All medians, by contender, in order. */
  Map<String, Object> medians() {
    Map<String, Object> medians = new LinkedHashMap<>();
    figures.keySet().forEach(name -> medians.put(name, median(name)));
    return medians;
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** How many a second, where so many took as long as the work does. */
  static double perSecond(long count, Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return count * 1e9 / (System.nanoTime() - start);
  }

  /** Something that takes time. */
  interface Work {
    void run() throws Exception;
  }
}
