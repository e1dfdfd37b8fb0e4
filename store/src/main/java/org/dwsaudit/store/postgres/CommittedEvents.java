package org.dwsaudit.store.postgres;

import java.util.List;
import java.util.function.LongFunction;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;

/**
 * Looks for events that conflict with a condition that heads do not decide: by tags or types. To be
 * asked while the log is locked.
 */
final class CommittedEvents {

  private static final int PAGE_ROWS = 1_000;

  private final LogReader reader;

  CommittedEvents(LogReader reader) {
    this.reader = reader;
  }

  /** Whether an event behind the condition's marker is what it asks for. */
  boolean conflictWith(AppendRequest request) {
    long seen =
        Math.max(0, GlobalIndexConsistencyMarker.position(request.condition().consistencyMarker()));
    long head = reader.headPosition();
    return switch (Criteria.of(request.condition())) {
      case Criteria.OneStream one -> reader.streamHead(one.stream()).lastPosition() > seen;
      case Criteria.AnyTag any ->
          found(request, seen, head, from -> reader.tagged(any.tags(), from, head, PAGE_ROWS));
      case Criteria.Everything everything ->
          found(request, seen, head, from -> reader.log(from, head, PAGE_ROWS));
    };
  }

  private static boolean found(
      AppendRequest request, long seen, long head, LongFunction<List<LogRow>> pageBehind) {
    long from = seen;
    while (from < head) {
      List<LogRow> page = pageBehind.apply(from);
      if (page.stream().anyMatch(row -> Criteria.matches(request.condition(), row))) {
        return true;
      }
      if (page.size() < PAGE_ROWS) {
        return false;
      }
      from = page.getLast().position();
    }
    return false;
  }
}
