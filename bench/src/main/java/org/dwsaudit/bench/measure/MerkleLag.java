package org.dwsaudit.bench.measure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.dwsaudit.bench.client.AppendStream;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.bench.events.EventSource;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;
import org.dwsaudit.schema.grpc.v1.AppendRequest;

/**
 * How long events wait for the Merkle tree while appends go on at half of the peak rate: sampled a
 * hundred times a second, the time since the oldest event was committed that the tree has not.
 */
public final class MerkleLag implements Measure {

  private static final int UNIT = 100;
  private static final int STREAMS = 4;
  private static final long SAMPLE_NANOS = 10_000_000;
  private static final double NANOS = 1e9;

  @Override
  public String name() {
    return "merkle-lag-p99";
  }

  @Override
  public Goal goal() {
    return new Goal(Goal.Direction.AT_MOST, 5.0, 1.0);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    int events = stage.scale().bulkEvents();
    try (BundleLog log = new BundleLog(stage, "merkle")) {
      BulkLoad load = new BulkLoad(stage, log.served(), events);
      double peak = Rounds.perSecond(load.events(), load::send);
      AtomicBoolean done = new AtomicBoolean();
      Latency lag = new Latency();
      Thread sampling = Thread.ofPlatform().start(() -> sample(log, lag, done));
      double rate = Rounds.perSecond(events, () -> paced(stage, log, events, peak / 2));
      done.set(true);
      sampling.join();
      Map<String, Object> detail = new LinkedHashMap<>();
      detail.put("peak_events_per_s", peak);
      detail.put("events_per_s", rate);
      detail.put("lag", lag.summary());
      return Result.alone(name(), "s", lag.millis(99) / 1_000, goal(), detail);
    }
  }

  private static void paced(Stage stage, BundleLog log, int events, double rate) throws Exception {
    long begin = System.nanoTime();
    int units = events / UNIT / STREAMS;
    Callers.run(
        STREAMS,
        caller -> {
          EventSource source = stage.events();
          try (AppendStream stream = log.served().client().stream()) {
            for (int i = 0; i < units; i++) {
              AppendRequest request = EventForms.request(source.next(UNIT));
              long due = begin + (long) (NANOS * i * UNIT * STREAMS / rate);
              LockSupport.parkNanos(due - System.nanoTime());
              stream.send(request);
            }
            stream.drain();
          }
        });
  }

  /** When the log was first seen to be so long. */
  private record Seen(long position, long nanos) {}

  private static void sample(BundleLog log, Latency lag, AtomicBoolean done) {
    Deque<Seen> seen = new ArrayDeque<>();
    try (Connection connection = log.database().connect();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT size, last_position FROM merkle_log CROSS JOIN log_head")) {
      while (!done.get()) {
        try (ResultSet row = select.executeQuery()) {
          long now = System.nanoTime();
          if (row.next()) {
            long size = row.getLong(1);
            seen.addLast(new Seen(row.getLong(2), now));
            while (!seen.isEmpty() && seen.getFirst().position() <= size) {
              seen.removeFirst();
            }
            lag.record(seen.isEmpty() ? 0 : now - seen.getFirst().nanos());
          }
        }
        LockSupport.parkNanos(SAMPLE_NANOS);
      }
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
