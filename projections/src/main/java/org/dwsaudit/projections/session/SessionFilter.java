package org.dwsaudit.projections.session;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.dwsaudit.projections.query.CursorScope;
import org.dwsaudit.projections.query.FilterText;
import org.dwsaudit.schema.event.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Selects sessions by the events that are stored now: every filter that is present must hold; an
 * empty one does not filter.
 *
 * @param workflowIds an event belongs to one of these
 * @param workerIds an event names one of these
 * @param statuses the session stands like one of these
 * @param from the session went on until then or longer: its latest timestamp is this or later
 * @param to the session had begun by then: its earliest timestamp is this or earlier
 */
public record SessionFilter(
    List<String> workflowIds,
    List<String> workerIds,
    Set<SessionStatus> statuses,
    @Nullable Instant from,
    @Nullable Instant to) {

  public static final SessionFilter ALL =
      new SessionFilter(List.of(), List.of(), Set.of(), null, null);

  public SessionFilter {
    workflowIds = List.copyOf(workflowIds);
    workerIds = List.copyOf(workerIds);
    statuses = Set.copyOf(statuses);
  }

  void check() {
    FilterText.check("workflow_ids", workflowIds);
    FilterText.check("worker_ids", workerIds);
  }

  List<String> statusLabels() {
    return statuses.stream().map(SessionStatus::label).toList();
  }

  CursorScope scope(TenantId tenant) {
    return new CursorScope(
        tenant, "sessions", List.of(workflowIds, workerIds, statusLabels(), text(from), text(to)));
  }

  private static List<String> text(@Nullable Instant time) {
    return time == null ? List.of() : List.of(time.toString());
  }
}
