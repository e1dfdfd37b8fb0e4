package org.dwsaudit.projections.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.query.Effort;
import org.dwsaudit.schema.query.EventFilter;
import org.jspecify.annotations.Nullable;

/** Looks for a page's events, stretch by stretch, and gives up after a bounded number of them. */
final class PageSearch {

  /** With a predicate, events that are looked at for a page are at most so many times 1,000. */
  private static final int STRETCHES_MAX = 20;

  /** How far a page looks, where no index leads from one event to the next. */
  private static final long POSITIONS_MAX = 200_000;

  private static final int STRETCH_EVENTS = 1_000;

  /** Events are up to a megabyte each: a page ends when so much content was looked at. */
  private static final long CHARACTERS_MAX = 16 * 1024 * 1024;

  /** What a predicate may cost for a page: a second or two where it is a costly one. */
  private static final long STEPS_MAX = 20_000_000;

  private final EventHistory history;
  private final EventFilter filter;
  private final UnaryOperator<RecordedEvent> disclosure;
  private final int limit;
  private final List<RecordedEvent> found = new ArrayList<>();
  private final Effort effort = new Effort();
  private long characters;
  private @Nullable PageStart next;

  PageSearch(
      EventHistory history,
      EventFilter filter,
      UnaryOperator<RecordedEvent> disclosure,
      int limit) {
    this.history = history;
    this.filter = filter;
    this.disclosure = disclosure;
    this.limit = limit;
  }

  /** The events from there on, as disclosed, in the order in which they are read. */
  List<RecordedEvent> from(PageStart start) {
    PageStart at = start;
    for (int stretches = 0; ; stretches++) {
      if (isFull() || stretches == STRETCHES_MAX || isFar(start, at)) {
        next = at;
        return found;
      }
      LogStretch stretch = history.from(at, filter.where() == null ? missing() : STRETCH_EVENTS);
      at = new PageStart(start.direction(), take(stretch));
      if (stretch.atEnd() && at.edge().equals(stretch.upTo())) {
        return found;
      }
    }
  }

  /** Where to go on; empty if the log ended. */
  Optional<PageStart> next() {
    return Optional.ofNullable(next);
  }

  private boolean isFull() {
    return found.size() == limit || characters >= CHARACTERS_MAX || effort.steps() >= STEPS_MAX;
  }

  private int missing() {
    return limit - found.size();
  }

  private boolean isFar(PageStart start, PageStart at) {
    return history.isBounded()
        && Math.abs(at.edge().value() - start.edge().value()) >= POSITIONS_MAX;
  }

  /** Returns up to where the stretch was looked through. */
  private Position take(LogStretch stretch) {
    Position at = null;
    for (RecordedEvent event : stretch.events()) {
      if (at != null && isFull()) {
        return at;
      }
      RecordedEvent disclosed = disclosure.apply(event);
      if (filter.matches(disclosed.event(), effort)) {
        found.add(disclosed);
      }
      at = event.position();
      characters += event.event().contentCharacters();
    }
    return stretch.upTo();
  }
}
