package org.dwsaudit.domain.session;

import java.util.List;
import org.dwsaudit.schema.event.SubmittedEvent;

/** Record these events, all of one session, in this order: all or none. */
public record RecordEvents(SessionKey session, List<SubmittedEvent> events) {

  public RecordEvents {
    events = List.copyOf(events);
  }
}
