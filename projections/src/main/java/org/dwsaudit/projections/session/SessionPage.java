package org.dwsaudit.projections.session;

import java.util.List;
import java.util.Optional;

/**
 * One page of the list of sessions, in the order of their first events.
 *
 * @param nextCursor where the next page begins; absent if nothing followed when this page was read
 */
public record SessionPage(List<SessionSummary> sessions, Optional<String> nextCursor) {

  public SessionPage {
    sessions = List.copyOf(sessions);
  }
}
