package org.dwsaudit.projections.live;

import org.dwsaudit.projections.query.LogStretch;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.query.EventFilter;

/** The stored log, as this package reads it. Methods wait for the database. */
interface LiveLog {

  /** Whatever was acknowledged before the call is at this position or before it. */
  Position head();

  /** All that was committed behind a position. */
  LogStretch after(Position position, int limit);

  /** What a principal's filter selects. */
  History history(Principal principal, EventFilter filter);

  /** For one thread at a time. */
  @FunctionalInterface
  interface History {
    LogStretch after(Position position, int limit);
  }
}
