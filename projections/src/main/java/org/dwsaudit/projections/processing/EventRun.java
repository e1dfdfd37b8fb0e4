package org.dwsaudit.projections.processing;

import java.util.List;
import org.dwsaudit.schema.event.RecordedEvent;

/**
 * Events that follow one another in the log and belong to one segment: what a processor is given as
 * one message, since each message costs it more than an event costs a view.
 *
 * @param events one or more, in commit order
 * @param segment that all of them belong to
 */
record EventRun(List<RecordedEvent> events, int segment) {

  EventRun {
    events = List.copyOf(events);
  }
}
