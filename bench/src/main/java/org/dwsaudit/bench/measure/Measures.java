package org.dwsaudit.bench.measure;

import java.util.List;
import java.util.Set;

/** All measures, in the order in which they run. */
public final class Measures {

  public static final List<Measure> ALL =
      List.of(
          new BulkAppend(),
          new SingleAppend(),
          new SoloLatency(),
          new JpaComparison(),
          new Replay(),
          HotCalls.growth(),
          HotCalls.firstPages(),
          new DropMonth(),
          new BytesPerEvent(),
          new StartUp(),
          new ViewsRate(),
          new RebuildRate(),
          new LiveDelivery(),
          new IdleSubscribers(),
          new BundleExport(),
          new BundleVerify(),
          new MerkleLag(),
          new AppendDuringRetention(),
          new BundleMemory(),
          new AxonOverhead());

  private static final Set<String> READERS =
      Set.of(
          "filtered-first-page",
          "views-rate",
          "rebuild-sessions",
          "live-delivery-p99",
          "idle-subscribers-500",
          "bundle-export",
          "bundle-verify",
          "merkle-lag-p99",
          "append-during-retention",
          "bundle-memory");

  /** For help and messages. */
  public static final String NAMES =
      "bulk-append, single-append-64, single-append-latency-p50, bulk-append-vs-axon-jpa,"
          + " replay-10k, growth, filtered-first-page, drop-month, bytes-per-event,"
          + " start-to-first-append, views-rate, rebuild-sessions, live-delivery-p99,"
          + " idle-subscribers-500, bundle-export, bundle-verify, merkle-lag-p99,"
          + " append-during-retention, bundle-memory, axon-overhead";

  /** Those of the store alone, which take about a minute when quick. */
  public static final List<Measure> QUICK =
      ALL.stream().filter(measure -> !READERS.contains(measure.name())).toList();

  private Measures() {}
}
