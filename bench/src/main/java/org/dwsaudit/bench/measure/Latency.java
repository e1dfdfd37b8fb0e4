package org.dwsaudit.bench.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** How long each of many calls took, to three digits. */
final class Latency {

  private static final long MAX_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** One call, by its number from 0. */
  interface Call {
    void run(int number) throws Exception;
  }

  private final Histogram nanos = new Histogram(MAX_NANOS, 3);

  /** A lone caller that waits for each answer before it asks again. */
  static Latency closedLoop(int calls, Call call) throws Exception {
    Latency latency = new Latency();
    for (int i = 0; i < calls; i++) {
      long start = System.nanoTime();
      call.run(i);
      latency.record(System.nanoTime() - start);
    }
    return latency;
  }

  /**
   * A lone caller with a timetable: a call is due every interval and counts from when it was due,
   * so that the calls that a slow one held up are slow as well (coordinated omission).
   */
  static Latency openLoop(int calls, double perSecond, Call call) throws Exception {
    Latency latency = new Latency();
    long interval = (long) (1e9 / perSecond);
    long begin = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      long due = begin + i * interval;
      for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      call.run(i);
      latency.record(System.nanoTime() - due);
    }
    return latency;
  }

  void record(long callNanos) {
    nanos.recordValue(Math.min(callNanos, MAX_NANOS));
  }

  /** May be called by several threads. */
  synchronized void add(Latency other) {
    nanos.add(other.nanos);
  }

  /** All rounds but the first in one. */
  static Latency withoutWarmUp(List<Latency> rounds) {
    Latency all = new Latency();
    rounds.stream().skip(1).forEach(all::add);
    return all;
  }

  double millis(double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e6;
  }

  /** p50, p99 and p99.9. */
  Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("p50_ms", rounded(millis(50)));
    summary.put("p99_ms", rounded(millis(99)));
    summary.put("p99_9_ms", rounded(millis(99.9)));
    return summary;
  }

  private static double rounded(double millis) {
    return Math.round(millis * 1_000) / 1_000.0;
  }
}
