package org.dwsaudit.domain.session;

/** The event-sourced session, as far as a decision needs it: which number comes next. */
public record Session(SessionKey key, long lastSequence) {

  long nextSequence() {
    return lastSequence + 1;
  }

  /** The session after one of its events, stored before or just now. */
  Session evolve(StoredPayload event) {
    return new Session(key, event.sequenceNumber());
  }
}
