package org.dwsaudit.bench.micro;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs this package's benchmarks, each in a JVM of its own. */
public final class MicroBenchmarks {

  private static final TimeValue ITERATION = TimeValue.seconds(1);

  private MicroBenchmarks() {}

  /**
   * Events a second, by the benchmark's name.
   *
   * @param iterations measured of each benchmark, after as many that warm up
   */
  public static Map<String, Double> run(int iterations) throws RunnerException {
    Map<String, Double> eventsPerSecond = new LinkedHashMap<>();
    // one shot is over in milliseconds and needs many to warm up
    put(eventsPerSecond, new Runner(options(DomainBenchmark.class, iterations * 20)).run());
    put(eventsPerSecond, new Runner(options(ValidationBenchmark.class, iterations)).run());
    return eventsPerSecond;
  }

  private static Options options(Class<?> benchmark, int iterations) {
    return new OptionsBuilder()
        .include(benchmark.getName())
        .warmupIterations(iterations)
        .warmupTime(ITERATION)
        .measurementIterations(iterations)
        .measurementTime(ITERATION)
        .forks(1)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .build();
  }

  private static void put(Map<String, Double> eventsPerSecond, Collection<RunResult> results) {
    for (RunResult result : results) {
      double score = result.getPrimaryResult().getScore();
      boolean seconds = result.getParams().getMode() == Mode.SingleShotTime;
      eventsPerSecond.put(name(result), seconds ? 1 / score : score);
    }
  }

  /** {@code DomainBenchmark.record} is called {@code domain_record}. */
  private static String name(RunResult result) {
    String label = result.getParams().getBenchmark();
    String method = label.substring(label.lastIndexOf('.') + 1);
    String type = label.substring(0, label.lastIndexOf('.'));
    String subject = type.substring(type.lastIndexOf('.') + 1).replace("Benchmark", "");
    return (subject + "_" + method).toLowerCase(Locale.ROOT);
  }
}
