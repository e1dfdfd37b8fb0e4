package org.dwsaudit.store.verification;

import org.dwsaudit.schema.event.SessionId;

/**
 * Where a session's chain does not hold.
 *
 * @param sequenceNumber of the first event at which it shows
 */
public record ChainFault(SessionId session, long sequenceNumber, Kind kind) {

  /** What is wrong. */
  public enum Kind {
    /** The event, its place or its time is not the one that was recorded. */
    ALTERED,
    /** An event is missing that did not expire. */
    MISSING,
    /** The session was never begun here: nobody appended its events. */
    STRAY,
    /** The session goes on behind its recorded end, or ends with another event. */
    END
  }
}
