package org.dwsaudit.store.postgres;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.axonframework.common.Registration;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.ContinuousMessageStream;
import org.axonframework.eventsourcing.eventstore.EmptyAppendTransaction;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexPosition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.jspecify.annotations.Nullable;

/**
 * Axon's event storage on PostgreSQL: durable, in commit order, without gaps.
 *
 * <ul>
 *   <li>Durability: a commit that completed is flushed, as the database's {@code
 *       synchronous_commit} says.
 *   <li>Order: positions count 1, 2, 3 … over all events, in the order in which they became
 *       visible. A token is the position of the last event seen; nothing appears behind it later.
 *   <li>Conflicts: checked under the log's lock, in the transaction that writes.
 *   <li>Payloads: an {@link EventRecorded} is appended and comes back as a {@link RecordedEvent};
 *       its sequence number must be its stream's next, or the append is rejected. Any other payload
 *       must be JSON.
 *   <li>Threads: safe for all; appends never block the caller, reads do.
 * </ul>
 */
public final class PostgresEventStorageEngine implements EventStorageEngine, AutoCloseable {

  private static final int PAGE_ROWS = 1_000;

  private static final int HOURLY_SECONDS = 3_600;

  private final LogReader reader;
  private final LogWriter writer;
  private final MessageCodec codec;
  private final SharedPages pages;
  private final StreamHeads heads = new StreamHeads();
  private final CommitFollowers followers = new CommitFollowers();
  private final CommitSignal signal;
  private final CommitListener listener;
  private final ScheduledExecutorService scheduler =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("log-signal-", 0).factory());

  /**
   * @param write connects as a role that may select from and insert into the log; its connections
   *     give up waiting after a bounded time; three are used at a time at most
   * @param read the same for reading; one connection is kept to listen for other servers' commits
   * @param converter turns payloads that are neither DWS events nor strings into JSON bytes
   * @param taxonomy says in which partitions an event type is stored; what it says of one MUST NOT
   *     change
   * @param clock gives the recording times
   */
  public PostgresEventStorageEngine(
      DataSource write, DataSource read, Converter converter, Taxonomy taxonomy, Clock clock) {
    String origin = UUID.randomUUID().toString();
    CommitTeller teller = new CommitTeller(read, origin, scheduler);
    Forecast forecast = new Forecast(heads);
    LogPartitions partitions = new LogPartitions(write, clock);
    this.reader = new LogReader(read, clock);
    this.codec = new MessageCodec(converter, taxonomy);
    this.pages =
        new SharedPages(after -> reader.log(after, Long.MAX_VALUE, PAGE_ROWS), codec::message);
    this.signal = new CommitSignal(scheduler);
    this.writer =
        new LogWriter(
            new GroupWriter(write, reader, heads, forecast, partitions, clock),
            forecast,
            group -> {
              followers.committed(group);
              signal.committed();
              teller.committed();
            });
    this.listener =
        new CommitListener(
            read,
            origin,
            () -> {
              followers.changed();
              signal.committed();
            });
    var hourly =
        scheduler.scheduleWithFixedDelay(partitions::prepare, 0, HOURLY_SECONDS, TimeUnit.SECONDS);
    var watch =
        scheduler.scheduleWithFixedDelay(new LockWatch(read, writer)::look, 1, 1, TimeUnit.SECONDS);
  }

  /** What the next append is decided from, kept at hand. */
  public StoredSessions sessions() {
    return new StoredSessions(reader, heads);
  }

  /** Tells the follower of commits until the registration is cancelled. */
  public Registration follow(CommitFollower follower) {
    return followers.add(follower);
  }

  public EngineStats stats() {
    return writer.stats(listener.isListening());
  }

  @Override
  public CompletableFuture<AppendTransaction<?>> appendEvents(
      AppendCondition condition,
      @Nullable ProcessingContext context,
      List<TaggedEventMessage<?>> events) {
    if (events.isEmpty()) {
      return CompletableFuture.completedFuture(EmptyAppendTransaction.INSTANCE);
    }
    try {
      List<LogRow> rows = codec.rows(events);
      return CompletableFuture.completedFuture(new LogTransaction(condition, rows));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public MessageStream<EventMessage> source(
      SourcingCondition condition, @Nullable ProcessingContext context) {
    long start = Math.max(0, GlobalIndexPosition.toIndex(condition.start()));
    long head = reader.headPosition();
    UnaryOperator<List<LogRow>> matching =
        page -> page.stream().filter(row -> Criteria.matches(condition, row)).toList();
    SourcedStream.Pages pages =
        switch (Criteria.of(condition)) {
          case Criteria.OneStream one -> streamPages(one.stream(), start, head);
          case Criteria.AnyTag any ->
              pages(start, matching, from -> reader.tagged(any.tags(), from, head, PAGE_ROWS));
          case Criteria.Everything all ->
              pages(start, matching, from -> reader.log(from, head, PAGE_ROWS));
        };
    return new SourcedStream(pages, this::entry, new GlobalIndexConsistencyMarker(head));
  }

  private SourcedStream.Pages streamPages(StreamKey stream, long start, long head) {
    // read after the log's head, so that it is no older
    StreamHead streamHead = reader.streamHead(stream);
    return last -> {
      if (last != null) {
        return reader.stream(stream, streamHead, last.sequenceNumber(), head, PAGE_ROWS);
      }
      if (streamHead.lastPosition() <= start) {
        return List.of();
      }
      long after = start > 0 ? reader.sequenceAt(stream, streamHead, start) : 0;
      return reader.stream(stream, streamHead, after, head, PAGE_ROWS);
    };
  }

  private static SourcedStream.Pages pages(
      long start, UnaryOperator<List<LogRow>> matching, LongFunction<List<LogRow>> pageBehind) {
    return last -> {
      long from = last == null ? start : last.position();
      List<LogRow> page = pageBehind.apply(from);
      List<LogRow> matches = matching.apply(page);
      while (matches.isEmpty() && page.size() == PAGE_ROWS) {
        page = pageBehind.apply(page.getLast().position());
        matches = matching.apply(page);
      }
      return matches;
    };
  }

  @Override
  public MessageStream<EventMessage> stream(
      StreamingCondition condition, @Nullable ProcessingContext context) {
    long start = Math.max(0, condition.position().position().orElse(0));
    return new ContinuousMessageStream<>(
        new LiveLog(pages, condition, start)::next,
        item -> entry(item.row(), item.message()),
        (stream, callback) -> signal.register(callback));
  }

  private MessageStream.Entry<EventMessage> entry(LogRow row) {
    return entry(row, codec.message(row));
  }

  private static MessageStream.Entry<EventMessage> entry(LogRow row, EventMessage message) {
    return new SimpleEntry<>(
        message,
        TrackingToken.addToContext(
            Context.empty(), new GlobalSequenceTrackingToken(row.position())));
  }

  @Override
  public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
    return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(0));
  }

  @Override
  public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
    return token(reader::headPosition);
  }

  @Override
  public CompletableFuture<TrackingToken> tokenAt(Instant at, @Nullable ProcessingContext context) {
    return token(() -> reader.positionAt(at));
  }

  private static CompletableFuture<TrackingToken> token(LongSupplier position) {
    try {
      return CompletableFuture.completedFuture(
          new GlobalSequenceTrackingToken(position.getAsLong()));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public void describeTo(ComponentDescriptor descriptor) {
    descriptor.describeProperty("waitingMax", AppendQueue.WAITING_MAX);
    descriptor.describeProperty("pageRows", PAGE_ROWS);
  }

  /** Lets appends under way finish. */
  @Override
  public void close() {
    writer.close();
    scheduler.shutdown();
    listener.close();
  }

  /** Rows on their way into the log; nothing is sent before the commit. */
  private final class LogTransaction implements AppendTransaction<Long> {

    private final AppendCondition condition;
    private final List<LogRow> rows;
    private final AtomicBoolean finished = new AtomicBoolean();

    LogTransaction(AppendCondition condition, List<LogRow> rows) {
      this.condition = condition;
      this.rows = rows;
    }

    @Override
    public CompletableFuture<Long> commit(@Nullable ProcessingContext context) {
      if (finished.getAndSet(true)) {
        return CompletableFuture.failedFuture(
            new IllegalStateException("committed or rolled back before"));
      }
      return writer.append(new AppendRequest(condition, rows, new CompletableFuture<>()));
    }

    @Override
    public void rollback(@Nullable ProcessingContext context) {
      finished.set(true);
    }

    @Override
    public CompletableFuture<ConsistencyMarker> afterCommit(
        Long lastPosition, @Nullable ProcessingContext context) {
      return CompletableFuture.completedFuture(new GlobalIndexConsistencyMarker(lastPosition));
    }
  }
}
