package org.dwsaudit.bench.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dwsaudit.bench.micro.MicroBenchmarks;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;

/**
 * Events a second through the domain over Axon's engine in memory; parts of the way in the detail.
 */
public final class AxonOverhead implements Measure {

  @Override
  public String name() {
    return "axon-overhead";
  }

  @Override
  public Goal goal() {
    return Goal.NONE;
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    Map<String, Double> micro = MicroBenchmarks.run(stage.scale().starts());
    Map<String, Object> detail = new LinkedHashMap<>();
    micro.forEach((name, perSecond) -> detail.put(name + "_events_per_s", perSecond));
    return Result.alone(
        name(), "events/s", micro.getOrDefault("domain_record", 0.0), goal(), detail);
  }
}
