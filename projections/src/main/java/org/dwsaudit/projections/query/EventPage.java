package org.dwsaudit.projections.query;

import java.util.List;
import java.util.Optional;
import org.dwsaudit.schema.event.RecordedEvent;

/**
 * One page of a query's answer, in commit order.
 *
 * @param nextCursor where the next page begins; absent if nothing followed when this page was read
 */
public record EventPage(List<RecordedEvent> events, Optional<String> nextCursor) {

  public EventPage {
    events = List.copyOf(events);
  }
}
