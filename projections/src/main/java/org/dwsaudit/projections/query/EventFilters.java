package org.dwsaudit.projections.query;

import java.util.List;
import java.util.stream.Stream;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.query.TypePattern;
import org.jspecify.annotations.Nullable;

/** What this package asks about a filter. */
final class EventFilters {

  private EventFilters() {}

  static void check(EventFilter filter) {
    FilterText.check("event_types", filter.eventTypes());
    FilterText.check("session_ids", texts(filter.sessionIds()));
    FilterText.check("worker_ids", filter.workerIds());
    FilterText.check("workflow_ids", filter.workflowIds());
    FilterText.check("phase_ids", filter.phaseIds());
    FilterText.check("correlation_ids", filter.correlationIds());
    for (String pattern : filter.eventTypes()) {
      if (!TypePattern.isValid(pattern)) {
        throw FilterText.refused(
            "event_types", pattern, "a name, or one * at its start or its end");
      }
    }
  }

  /**
   * @param list what the cursor goes through, and which way
   */
  static CursorScope scope(TenantId tenant, EventFilter filter, String list) {
    return new CursorScope(
        tenant,
        list,
        List.of(
            filter.eventTypes(),
            texts(filter.sessionIds()),
            filter.workerIds(),
            filter.workflowIds(),
            filter.phaseIds(),
            filter.correlationIds(),
            filter.classifications().stream().map(Classification::label).toList(),
            text(filter.from()),
            text(filter.to()),
            text(filter.where())));
  }

  /**
   * Whether an index has the events that the filter selects in their order, or few others: there
   * may be millions of a type, so nothing else may be asked of them.
   */
  static boolean isLedByIndex(EventFilter filter) {
    return !filter.sessionIds().isEmpty()
        || filter.correlationIds().size() == 1
        || (filter.eventTypes().size() == 1
            && !hasPattern(filter)
            && filter.equals(EventFilter.ofTypes(filter.eventTypes())));
  }

  /** Whether only the log itself can say which types are meant. */
  static boolean hasPattern(EventFilter filter) {
    return !anyType(filter) && filter.eventTypes().stream().anyMatch(type -> type.contains("*"));
  }

  /**
   * The names that the filter means; null where it means all.
   *
   * @param known the names in the log; empty if the filter has no pattern
   */
  static @Nullable List<String> types(EventFilter filter, List<String> known) {
    if (anyType(filter)) {
      return null;
    }
    Stream<String> exact = filter.eventTypes().stream().filter(type -> !type.contains("*"));
    Stream<String> matching =
        known.stream()
            .filter(
                type -> filter.eventTypes().stream().anyMatch(p -> TypePattern.matches(p, type)));
    return Stream.concat(exact, matching).distinct().toList();
  }

  private static boolean anyType(EventFilter filter) {
    return filter.eventTypes().isEmpty() || filter.eventTypes().contains("*");
  }

  private static List<String> texts(List<SessionId> ids) {
    return ids.stream().map(SessionId::toString).toList();
  }

  private static List<String> text(@Nullable Object value) {
    return value == null ? List.of() : List.of(value.toString());
  }
}
