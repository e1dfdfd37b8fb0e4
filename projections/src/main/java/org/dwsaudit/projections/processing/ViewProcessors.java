package org.dwsaudit.projections.processing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.axonframework.messaging.eventhandling.processing.errorhandling.PropagatingErrorHandler;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorConfiguration;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamableEventSource;
import org.dwsaudit.projections.view.View;
import org.dwsaudit.schema.event.RecordedEvent;

/** Makes the processors of this server, which share its few threads. */
final class ViewProcessors implements AutoCloseable {

  /** Each view's work is split in as many parts, for as many servers. */
  static final int SEGMENTS = 2;

  /** Runs a transaction, of up to sixteen events each; Axon keeps a thousand for a segment. */
  private static final int BATCH_RUNS = 250;

  private static final int THREADS = 2;
  private static final int STACK_BYTES = 8 << 20;
  private static final Duration TOKEN_REFRESH = Duration.ofMillis(500);

  private final StreamableEventSource source;
  private final DatabaseUnits units;
  private final UnaryOperator<RecordedEvent> disclosure;
  private final String server;
  private final Duration claimInterval;
  private final Duration claimTimeout;
  private final AtomicLong started = new AtomicLong();
  private final IntSupplier segmentsMax;
  private final ScheduledExecutorService coordinators = threads("view-coordinator-");
  private final ScheduledExecutorService workers = threads("view-worker-");

  ViewProcessors(
      StreamableEventSource source,
      DataSource database,
      UnaryOperator<RecordedEvent> disclosure,
      String server,
      Duration claimInterval,
      Duration claimTimeout,
      IntSupplier segmentsMax) {
    this.source = new EventRuns(source, SEGMENTS);
    this.units = new DatabaseUnits(database);
    this.disclosure = disclosure;
    this.server = server;
    this.claimInterval = claimInterval;
    this.claimTimeout = claimTimeout;
    this.segmentsMax = segmentsMax;
  }

  /** A batch's results are chained, and followed one into the other: that takes stack. */
  private static ScheduledExecutorService threads(String name) {
    ThreadFactory factory =
        Thread.ofPlatform().daemon().name(name, 0).stackSize(STACK_BYTES).factory();
    return Executors.newScheduledThreadPool(THREADS, factory);
  }

  static String name(String view, int generation) {
    return view + "/" + generation;
  }

  /** A new processor, not started. */
  PooledStreamingEventProcessor processor(View view, int generation) {
    String name = name(view.name(), generation);
    PostgresTokenStore tokens =
        new PostgresTokenStore(server + "." + started.incrementAndGet(), claimTimeout);
    PooledStreamingEventProcessorConfiguration configuration =
        new PooledStreamingEventProcessorConfiguration()
            .errorHandler(PropagatingErrorHandler.INSTANCE)
            .unitOfWorkFactory(units)
            .eventSource(source)
            .tokenStore(tokens)
            .coordinatorExecutor(coordinators)
            .workerExecutor(workers)
            .initialSegmentCount(SEGMENTS)
            .initialToken(tokenSource -> tokenSource.firstToken(null))
            .tokenClaimInterval(claimInterval.toMillis())
            .maxSegmentProvider(processor -> segmentsMax.getAsInt())
            .claimExtensionThreshold(TOKEN_REFRESH.toMillis())
            .batchSize(BATCH_RUNS)
            .eventCriteria(handled -> EventCriteria.havingAnyTag());
    return new PooledStreamingEventProcessor(
        name,
        List.of(
            new ViewHandler(
                view,
                generation,
                disclosure,
                segment -> tokens.goesOnFrom(name, segment.getSegmentId()))),
        configuration);
  }

  /** The processors MUST have been shut down. */
  @Override
  public void close() {
    coordinators.shutdown();
    workers.shutdown();
    try {
      boolean unused = workers.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
