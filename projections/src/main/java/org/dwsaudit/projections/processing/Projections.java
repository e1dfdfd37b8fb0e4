package org.dwsaudit.projections.processing;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.eventstreaming.StreamableEventSource;
import org.dwsaudit.projections.processing.ProjectionTable.Generations;
import org.dwsaudit.projections.query.LogReader;
import org.dwsaudit.projections.view.View;
import org.dwsaudit.projections.view.Views;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.RecordedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the views up to date on this server, beside other servers over the same database: each
 * takes its share of the segments, and what a server that ended had, others take over when its
 * claims time out. Each event counts once in each view, whenever a server or the database is
 * killed. Safe for use by several threads.
 */
public final class Projections implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Projections.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

  /**
   * @param tend between two looks at which processors there ought to be
   * @param claimInterval between two looks for segments that nobody works on
   * @param claimTimeout how long a server's claim holds that it does not renew
   */
  public record Timing(Duration tend, Duration claimInterval, Duration claimTimeout) {

    public static final Timing DEFAULT =
        new Timing(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(20));
  }

  private final String server = "server-" + UUID.randomUUID();
  private final List<View> views;
  private final Timing timing;
  private final int segmentsMax;
  private final ProjectionTable table;
  private final LogReader reader;
  private final ViewProcessors processors;
  private final Map<String, PooledStreamingEventProcessor> running = new HashMap<>();
  private final ScheduledExecutorService tending =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("view-tending").factory());
  private volatile int servers = 1;
  private volatile List<ProjectionStatus> lastStatus = List.of();
  private final Watch watch;
  private long head;
  private boolean ensured;

  private Projections(
      StreamableEventSource source,
      DataSource database,
      DataSource reader,
      UnaryOperator<RecordedEvent> disclosure,
      List<View> views,
      Timing timing,
      int segmentsMax) {
    this.segmentsMax = segmentsMax;
    this.views = List.copyOf(views);
    this.timing = timing;
    this.watch = new Watch(timing.claimTimeout());
    this.table = new ProjectionTable(database);
    this.reader = new LogReader(reader);
    this.processors =
        new ViewProcessors(
            source,
            database,
            disclosure,
            server,
            timing.claimInterval(),
            timing.claimTimeout(),
            () -> Math.min(segmentsMax, (ViewProcessors.SEGMENTS + servers - 1) / servers));
  }

  /**
   * Starts in the background; nobody waits for it.
   *
   * @param source the log
   * @param database writes the views; a few connections are used at a time
   * @param reader as {@link LogReader#LogReader} says
   * @param disclosure makes of an event what a principal with the clearance internal may see of it:
   *     views show no more than that
   * @param segmentsMax of each view that this server works on; with 0 it only shows what others do
   */
  public static Projections start(
      StreamableEventSource source,
      DataSource database,
      DataSource reader,
      UnaryOperator<RecordedEvent> disclosure,
      int segmentsMax) {
    return start(source, database, reader, disclosure, Views.all(), Timing.DEFAULT, segmentsMax);
  }

  static Projections start(
      StreamableEventSource source,
      DataSource database,
      DataSource reader,
      UnaryOperator<RecordedEvent> disclosure,
      List<View> views,
      Timing timing) {
    return start(source, database, reader, disclosure, views, timing, ViewProcessors.SEGMENTS);
  }

  static Projections start(
      StreamableEventSource source,
      DataSource database,
      DataSource reader,
      UnaryOperator<RecordedEvent> disclosure,
      List<View> views,
      Timing timing,
      int segmentsMax) {
    Projections projections =
        new Projections(source, database, reader, disclosure, views, timing, segmentsMax);
    long millis = timing.tend().toMillis();
    var tick =
        projections.tending.scheduleWithFixedDelay(
            projections::tend, 0, millis, TimeUnit.MILLISECONDS);
    return projections;
  }

  private void tend() {
    try {
      if (!ensured) {
        table.ensure(views);
        ensured = true;
      }
      if (segmentsMax > 0) {
        servers = table.seen(server, timing.claimTimeout());
      }
      lastStatus = status();
      head = lastStatus.isEmpty() ? 0 : lastStatus.getFirst().head();
      List<Generations> all = table.generations();
      retire(all);
      for (Generations generations : all) {
        for (View view : views) {
          if (view.name().equals(generations.view())) {
            tend(view, generations);
          }
        }
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warn("The views are not looked after for now: {}", e.toString());
    }
  }

  private void tend(View view, Generations generations) throws SQLException {
    run(view, generations.current());
    if (generations.building() != null) {
      run(view, generations.building());
      if (table.swap(generations)) {
        LOG.info("View {} was rebuilt", view.name());
      }
    }
    if (generations.stale() != null) {
      table.tidy(view, generations);
    }
  }

  private void run(View view, int generation) {
    if (segmentsMax == 0) {
      return;
    }
    String name = ViewProcessors.name(view.name(), generation);
    PooledStreamingEventProcessor present = running.get(name);
    if (present != null && watch.isStuck(present, head)) {
      LOG.info("The processor {} is replaced: it waits, or stands still", name);
      var ending = present.shutdown();
      running.remove(name);
    }
    if (!running.containsKey(name)) {
      PooledStreamingEventProcessor processor = processors.processor(view, generation);
      processor.start().join();
      running.put(name, processor);
    }
  }

  /** Ends what works on a generation that is neither shown nor built. */
  private void retire(List<Generations> all) {
    Set<String> wanted = new HashSet<>();
    for (Generations generations : all) {
      wanted.add(ViewProcessors.name(generations.view(), generations.current()));
      if (generations.building() != null) {
        wanted.add(ViewProcessors.name(generations.view(), generations.building()));
      }
    }
    Set<String> unwanted = new HashSet<>(running.keySet());
    unwanted.removeAll(wanted);
    for (String name : unwanted) {
      PooledStreamingEventProcessor processor = running.remove(name);
      if (processor != null) {
        var ending = processor.shutdown();
      }
    }
  }

  /**
   * How far each view is, now.
   *
   * @throws AuditException {@code STORE_UNAVAILABLE}
   */
  public List<ProjectionStatus> status() {
    return reader.read(StatusReads::all);
  }

  /** As of a few seconds ago, without asking the database; empty until it was known once. */
  public List<ProjectionStatus> lastStatus() {
    return lastStatus;
  }

  /**
   * Begins to rebuild a view from the log. Readers see what is there until the rebuild is as far;
   * then they see the rebuilt view.
   *
   * @throws AuditException {@code VIEW_NOT_FOUND}; {@code REBUILD_ACTIVE} if one is under way;
   *     {@code STORE_UNAVAILABLE}
   */
  public void rebuild(String view) {
    if (views.stream().noneMatch(known -> known.name().equals(view))) {
      throw unknown(view);
    }
    try {
      table.ensure(views);
      if (!table.beginRebuild(view)) {
        throw new AuditException(
            ErrorCode.REBUILD_ACTIVE,
            "view %s: a rebuild is under way (expected: none)".formatted(view));
      }
    } catch (SQLException e) {
      throw new AuditException(
          ErrorCode.STORE_UNAVAILABLE, "the rebuild was not begun (expected: a database)", e);
    }
    tending.execute(this::tend);
  }

  /** What is said of a view that is none. */
  public static AuditException unknown(String name) {
    return new AuditException(
        ErrorCode.VIEW_NOT_FOUND,
        "view: %s (expected: one of %s)"
            .formatted(
                org.dwsaudit.schema.error.Excerpt.of(name), String.join(", ", Views.names())));
  }

  /** Batches under way are finished or rolled back; claims are given back. */
  @Override
  public void close() {
    tending.shutdown();
    try {
      boolean unused = tending.awaitTermination(CLOSE_WAIT.toSeconds(), TimeUnit.SECONDS);
      CompletableFuture.allOf(
              running.values().stream()
                  .map(PooledStreamingEventProcessor::shutdown)
                  .toArray(CompletableFuture[]::new))
          .orTimeout(CLOSE_WAIT.toSeconds(), TimeUnit.SECONDS)
          .exceptionally(e -> null)
          .join();
      table.gone(server);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      LOG.info(
          "This server's share of the views is free when its claims time out: {}", e.toString());
    }
    processors.close();
  }
}
