package org.dwsaudit.domain.replay;

import java.util.List;
import org.dwsaudit.schema.event.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * What a session's events say, up to a point of it. Equal events make equal states. Its JSON form,
 * member by member, is documented in {@code docs/session-state.md}.
 *
 * @param workflowId of the first event that the state is made of; null where there is none
 * @param currentPhase the phase entered last of those not exited; null where there is none
 * @param currentIntent the intent created or activated last; null where there is none
 * @param lists the things that events tell of, a list for each kind, empty ones too
 */
public record SessionState(
    SessionId sessionId,
    @Nullable String workflowId,
    Standing standing,
    @Nullable String currentPhase,
    @Nullable String currentIntent,
    AsOf asOf,
    Missing missing,
    EventCounts counts,
    Costs costs,
    List<Items> lists) {

  public SessionState {
    lists = List.copyOf(lists);
  }

  /** Whether every event up to the point is there. */
  public boolean complete() {
    return missing.events() == 0;
  }

  /** The list of that name, as {@code tasks}; fails for a name that no state has. */
  public Items list(String name) {
    return lists.stream()
        .filter(items -> items.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("list: " + name));
  }
}
