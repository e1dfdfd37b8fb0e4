package org.dwsaudit.domain.session;

import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.RecordedEvent;

/** The event-sourced session, as far as a decision needs it: which number comes next. */
public record Session(SessionKey key, long lastSequence) {

  long nextSequence() {
    return lastSequence + 1;
  }

  /** The session after one of its events, stored before or just now. */
  Session evolve(Object event) {
    return switch (event) {
      case RecordedEvent recorded -> new Session(key, recorded.sequenceNumber());
      case EventRecorded recorded -> new Session(key, recorded.sequenceNumber());
      default ->
          throw new IllegalArgumentException("not an event of a session: " + event.getClass());
    };
  }
}
