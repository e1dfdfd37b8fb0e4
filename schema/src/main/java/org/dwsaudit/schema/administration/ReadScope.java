package org.dwsaudit.schema.administration;

import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.query.EventFilter;

/** What somebody asked to read. */
public sealed interface ReadScope {

  /** Events that a filter selects, a page of them. */
  record Query(EventFilter filter) implements ReadScope {}

  /** Events that a filter selects, as they come. */
  record Stream(EventFilter filter) implements ReadScope {}

  record Event(EventId id) implements ReadScope {}

  /** A session's state, which is made of all its events. */
  record State(SessionId session) implements ReadScope {}
}
