package org.dwsaudit.projections.webhook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.dwsaudit.projections.live.Selection;
import org.dwsaudit.projections.query.EventHistory;
import org.dwsaudit.projections.query.EventQueries;
import org.dwsaudit.projections.query.LogStretch;
import org.dwsaudit.projections.subscription.DurableSubscription;
import org.dwsaudit.projections.subscription.OpenBatch;
import org.dwsaudit.projections.subscription.ParkedEvent;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;

/** Reads one subscription's events out of the log, redacted. For one thread at a time. */
final class BatchReader {

  private static final int PAGE_EVENTS = 256;
  private static final int STRETCHES_MAX = 16;
  private static final int EVENT_BYTES = 600;

  private final EventQueries queries;
  private final DurableSubscription subscription;
  private final UnaryOperator<RecordedEvent> disclosure;
  private final EventHistory history;
  private final int bytesMax;

  BatchReader(
      EventQueries queries,
      DurableSubscription subscription,
      UnaryOperator<RecordedEvent> disclosure,
      int bytesMax) {
    this.queries = queries;
    this.subscription = subscription;
    this.disclosure = disclosure;
    this.history = queries.history(subscription.owner(), subscription.filter());
    this.bytesMax = bytesMax;
  }

  /**
   * What comes next.
   *
   * @param held events of parked sessions between them, which must wait
   * @param upTo all that is selected up to here is in one of the two
   * @param more whether it makes no sense to wait: the batch is full, or there is more to look at
   * @param blocked whether it ends before an event for which there is no room among the parked
   */
  record Found(
      List<RecordedEvent> events,
      List<RecordedEvent> held,
      Position upTo,
      boolean more,
      boolean blocked) {}

  /**
   * @param parked the sessions that must wait
   * @param room for more events of theirs
   */
  Found next(Position after, Set<UUID> parked, long room) {
    List<RecordedEvent> events = new ArrayList<>();
    List<RecordedEvent> held = new ArrayList<>();
    Position cursor = after;
    long bytes = 0;
    for (int i = 0; i < STRETCHES_MAX; i++) {
      LogStretch stretch = history.after(cursor, PAGE_EVENTS);
      for (RecordedEvent event : stretch.events()) {
        if (takes(event)) {
          boolean waits = parked.contains(event.event().sessionId().value());
          if (waits && held.size() >= room) {
            return new Found(events, held, before(event), true, true);
          }
          long size = size(event);
          if (!waits && !events.isEmpty() && bytes + size > bytesMax) {
            return new Found(events, held, before(event), true, false);
          }
          bytes += waits ? 0 : size;
          (waits ? held : events).add(event);
          if (events.size() >= subscription.batchSize() || held.size() >= PAGE_EVENTS) {
            return new Found(events, held, event.position(), true, false);
          }
        }
      }
      cursor = stretch.upTo();
      if (stretch.atEnd()) {
        return new Found(events, held, cursor, false, false);
      }
    }
    return new Found(events, held, cursor, true, false);
  }

  private boolean takes(RecordedEvent event) {
    return Selection.mayTake(subscription.owner().tenant(), subscription.filter(), event)
        && Selection.takes(subscription.filter(), disclosure.apply(event));
  }

  /** The events of a batch that was begun, as far as they are still in the log. */
  List<RecordedEvent> again(Position after, OpenBatch batch) {
    Set<Position> wanted = new HashSet<>(batch.positions());
    List<RecordedEvent> events = new ArrayList<>();
    Position cursor = after;
    while (cursor.compareTo(batch.upTo()) < 0) {
      LogStretch stretch = history.after(cursor, PAGE_EVENTS);
      stretch.events().stream().filter(e -> wanted.contains(e.position())).forEach(events::add);
      if (stretch.atEnd() || stretch.upTo().compareTo(cursor) <= 0) {
        break;
      }
      cursor = stretch.upTo();
    }
    return events;
  }

  /** Parked events, as far as they are still in the log and fit into a batch. */
  List<RecordedEvent> parked(List<ParkedEvent> due) {
    List<RecordedEvent> events = new ArrayList<>();
    long bytes = 0;
    for (ParkedEvent parked : due) {
      RecordedEvent event = queries.event(subscription.owner(), parked.eventId()).orElse(null);
      if (event != null) {
        bytes += size(event);
        if (!events.isEmpty() && bytes > bytesMax) {
          return events;
        }
        events.add(event);
      }
    }
    return events;
  }

  List<RecordedEvent> disclosed(List<RecordedEvent> events) {
    return events.stream().map(disclosure).toList();
  }

  private static Position before(RecordedEvent event) {
    return new Position(event.position().value() - 1);
  }

  private static long size(RecordedEvent recorded) {
    return (long) EVENT_BYTES + recorded.event().contentCharacters();
  }
}
