package org.dwsaudit.projections.processing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamableEventSource;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.dwsaudit.schema.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * The log in {@link EventRun runs}. A run has the token of its last event; where runs begin and end
 * differs from one reading to the next, so whoever goes on within one leaves out what they had.
 */
record EventRuns(StreamableEventSource log, int segments) implements StreamableEventSource {

  /** A queue of a thousand runs is kept for each segment: they must stay small. */
  private static final int EVENTS_MAX = 16;

  private static final int CHARACTERS_MAX = 64 << 10;

  private static final MessageType TYPE = new MessageType("dws.audit.run");

  @Override
  public MessageStream<EventMessage> open(
      StreamingCondition condition, @Nullable ProcessingContext context) {
    return new Runs(log.open(condition, context), segments);
  }

  @Override
  public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
    return log.firstToken(context);
  }

  @Override
  public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
    return log.latestToken(context);
  }

  @Override
  public CompletableFuture<TrackingToken> tokenAt(Instant at, @Nullable ProcessingContext context) {
    return log.tokenAt(at, context);
  }

  /** Used by one coordinator, and closed by any thread. */
  private static final class Runs implements MessageStream<EventMessage> {

    private final MessageStream<EventMessage> events;
    private final int segments;
    private @Nullable Entry<EventMessage> next;

    Runs(MessageStream<EventMessage> events, int segments) {
      this.events = events;
      this.segments = segments;
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> next() {
      Optional<Entry<EventMessage>> result = peek();
      next = null;
      return result;
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> peek() {
      if (next == null) {
        next = events.next().map(this::run).orElse(null);
      }
      return Optional.ofNullable(next);
    }

    private Entry<EventMessage> run(Entry<EventMessage> first) {
      if (!(first.message().payload() instanceof RecordedEvent event)) {
        return first;
      }
      int segment = segment(event);
      List<RecordedEvent> run = new ArrayList<>(List.of(event));
      int characters = event.event().contentCharacters();
      Entry<EventMessage> last = first;
      while (run.size() < EVENTS_MAX && characters < CHARACTERS_MAX) {
        Entry<EventMessage> following = events.peek().orElse(null);
        if (following == null
            || !(following.message().payload() instanceof RecordedEvent more)
            || segment(more) != segment) {
          break;
        }
        run.add(more);
        characters += more.event().contentCharacters();
        last = events.next().orElse(last);
      }
      return entry(first, last, new EventRun(run, segment));
    }

    private int segment(RecordedEvent recorded) {
      return Objects.hashCode(recorded.event().sessionId()) & (segments - 1);
    }

    private static Entry<EventMessage> entry(
        Entry<EventMessage> first, Entry<EventMessage> last, EventRun run) {
      TrackingToken token =
          TrackingToken.fromContext(last)
              .orElseThrow(() -> new IllegalStateException("an event without a token"));
      EventMessage message = first.message();
      return new SimpleEntry<>(
          new GenericEventMessage(message.identifier(), TYPE, run, Map.of(), message.timestamp()),
          TrackingToken.addToContext(Context.empty(), token));
    }

    @Override
    public void setCallback(Runnable callback) {
      events.setCallback(callback);
    }

    @Override
    public Optional<Throwable> error() {
      return events.error();
    }

    @Override
    public synchronized boolean isCompleted() {
      return next == null && events.isCompleted();
    }

    @Override
    public synchronized boolean hasNextAvailable() {
      return next != null || events.hasNextAvailable();
    }

    @Override
    public void close() {
      events.close();
    }
  }
}
