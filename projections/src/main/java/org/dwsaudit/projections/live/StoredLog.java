package org.dwsaudit.projections.live;

import org.dwsaudit.projections.query.EventQueries;
import org.dwsaudit.projections.query.LogStretch;
import org.dwsaudit.projections.query.WholeLog;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.query.EventFilter;

/** The log in the database. */
record StoredLog(WholeLog whole, EventQueries queries) implements LiveLog {

  @Override
  public Position head() {
    return whole.head();
  }

  @Override
  public LogStretch after(Position position, int limit) {
    return whole.after(position, limit);
  }

  @Override
  public History history(Principal principal, EventFilter filter) {
    return queries.history(principal, filter)::after;
  }
}
