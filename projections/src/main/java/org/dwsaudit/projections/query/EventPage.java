package org.dwsaudit.projections.query;

import java.util.List;
import java.util.Optional;
import org.dwsaudit.schema.event.RecordedEvent;

/**
 * One page of a query's answer, in the order that was asked for.
 *
 * @param nextCursor where the page behind this one begins; absent if nothing followed when this
 *     page was read
 * @param previousCursor where the page before this one ends; absent on a first page, and if nothing
 *     came before when this page was read
 * @param backwards whether it was asked for by the {@code previousCursor} of another
 */
public record EventPage(
    List<RecordedEvent> events,
    Optional<String> nextCursor,
    Optional<String> previousCursor,
    boolean backwards) {

  public EventPage {
    events = List.copyOf(events);
  }
}
