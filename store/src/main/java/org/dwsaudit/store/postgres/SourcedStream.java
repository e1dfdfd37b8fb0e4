package org.dwsaudit.store.postgres;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * A finite stream of a page of rows after the other, ended by the entry with the consistency
 * marker. A page is fetched when the one before it is used up, by the thread that asks.
 */
final class SourcedStream implements MessageStream<EventMessage> {

  /** Fetches the page behind a row, the first one behind {@code null}; an empty page is the end. */
  interface Pages extends Function<@Nullable LogRow, List<LogRow>> {}

  private final Pages pages;
  private final Function<LogRow, Entry<EventMessage>> entry;
  private final ConsistencyMarker marker;

  private Iterator<LogRow> page = List.<LogRow>of().iterator();
  private @Nullable LogRow last;
  private @Nullable Entry<EventMessage> next;
  private @Nullable RuntimeException error;
  private boolean exhausted;
  private boolean markerGiven;
  private boolean closed;

  SourcedStream(
      Pages pages, Function<LogRow, Entry<EventMessage>> entry, ConsistencyMarker marker) {
    this.pages = pages;
    this.entry = entry;
    this.marker = marker;
  }

  @Override
  public synchronized Optional<Entry<EventMessage>> next() {
    Optional<Entry<EventMessage>> result = peek();
    next = null;
    return result;
  }

  @Override
  public synchronized Optional<Entry<EventMessage>> peek() {
    if (next == null && !closed && error == null) {
      try {
        next = advance();
      } catch (RuntimeException e) {
        error = e;
      }
    }
    return Optional.ofNullable(next);
  }

  private @Nullable Entry<EventMessage> advance() {
    if (!page.hasNext() && !exhausted) {
      List<LogRow> fetched = pages.apply(last);
      exhausted = fetched.isEmpty();
      page = fetched.iterator();
    }
    if (page.hasNext()) {
      LogRow row = page.next();
      last = row;
      return entry.apply(row);
    }
    if (markerGiven) {
      return null;
    }
    markerGiven = true;
    return new SimpleEntry<>(
        TerminalEventMessage.INSTANCE, Context.with(ConsistencyMarker.RESOURCE_KEY, marker));
  }

  @Override
  public void setCallback(Runnable callback) {
    // everything is available at once; what is not fetched yet is fetched by whoever asks
    callback.run();
  }

  @Override
  public synchronized Optional<Throwable> error() {
    return Optional.ofNullable(error);
  }

  @Override
  public synchronized boolean isCompleted() {
    return closed || error != null || peek().isEmpty();
  }

  @Override
  public synchronized boolean hasNextAvailable() {
    return peek().isPresent();
  }

  @Override
  public synchronized void close() {
    closed = true;
    next = null;
  }
}
