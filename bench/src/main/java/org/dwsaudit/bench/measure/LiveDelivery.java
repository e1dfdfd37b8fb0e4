package org.dwsaudit.bench.measure;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dwsaudit.app.client.EventStream;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.bench.events.EventSource;
import org.dwsaudit.bench.peer.Notifications;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;
import org.dwsaudit.schema.grpc.v1.AppendRequest;

/**
 * From the acknowledgement of a lone append to the event's arrival at a reader of Server-Sent
 * Events, p99 (nothing where it arrived first); beside a notification of PostgreSQL, from before it
 * is sent until it is there.
 */
public final class LiveDelivery implements Measure {

  private static final int PATIENCE_SECONDS = 30;

  @Override
  public String name() {
    return "live-delivery-p99";
  }

  @Override
  public Goal goal() {
    return Goal.atMost(5, 2);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    Stage.Served served = stage.served();
    int calls = stage.scale().soloEvents();
    List<Latency> ours = new ArrayList<>();
    List<Latency> theirs = new ArrayList<>();
    try (Reader reader = new Reader(served.server().uri());
        Notifications notifications = new Notifications(served.database())) {
      Rounds rounds =
          new Rounds(stage.scale().budget())
              .with("ours_p99_ms", () -> p99(ours, deliveries(stage, served, reader, calls)))
              .with("notify_p99_ms", () -> p99(theirs, roundTrips(notifications, calls)))
              .run(stage.scale().rounds());
      Map<String, Object> detail = new LinkedHashMap<>();
      detail.put("ours", Latency.withoutWarmUp(ours).summary());
      detail.put("notify", Latency.withoutWarmUp(theirs).summary());
      return Result.of(
          name(),
          "ms",
          rounds.median("ours_p99_ms"),
          rounds.median("notify_p99_ms"),
          goal(),
          detail);
    }
  }

  private static double p99(List<Latency> rounds, Latency round) {
    rounds.add(round);
    return round.millis(99);
  }

  private static Latency deliveries(Stage stage, Stage.Served served, Reader reader, int calls)
      throws InterruptedException {
    EventSource events = stage.events();
    Latency latency = new Latency();
    for (int i = 0; i < calls; i++) {
      AppendRequest request = EventForms.request(List.of(events.next()));
      served.client().append(request);
      long acknowledged = System.nanoTime();
      latency.record(Math.max(0, reader.next() - acknowledged));
    }
    return latency;
  }

  private static Latency roundTrips(Notifications notifications, int calls) throws Exception {
    Latency latency = new Latency();
    for (int i = 0; i < calls; i++) {
      latency.record(notifications.roundTrip(i));
    }
    return latency;
  }

  /** Reads all events from now on, and notes when each came. */
  private static final class Reader implements AutoCloseable {

    private final ServerClient client;
    private final EventStream stream;
    private final BlockingQueue<Long> arrivals = new ArrayBlockingQueue<>(1_000);

    Reader(URI server) {
      this.client = new ServerClient(server);
      this.stream = client.stream("/v1/events/stream", null);
      Thread.ofPlatform().daemon().name("reader").start(this::read);
    }

    private void read() {
      try {
        while (stream.next() != null) {
          arrivals.put(System.nanoTime());
        }
      } catch (IOException | InterruptedException e) {
        // closed; who waits for an arrival says so
      }
    }

    /** When the next event came. */
    long next() throws InterruptedException {
      Long arrival = arrivals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (arrival == null) {
        throw new IllegalStateException("no event within %d s".formatted(PATIENCE_SECONDS));
      }
      return arrival;
    }

    @Override
    public void close() throws IOException {
      stream.close();
      client.close();
    }
  }
}
