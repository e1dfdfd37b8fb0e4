package org.dwsaudit.projections.query;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.query.EventOrder;

/**
 * The cursors of one query. Which way a cursor goes stands in its signature, as the query itself
 * does.
 */
final class EventCursors {

  private final CursorCodec codec;
  private final TenantId tenant;
  private final EventFilter filter;
  private final EventOrder order;

  EventCursors(CursorCodec codec, TenantId tenant, EventFilter filter, EventOrder order) {
    this.codec = codec;
    this.tenant = tenant;
    this.filter = filter;
    this.order = order;
  }

  /**
   * @throws org.dwsaudit.schema.error.AuditException {@code INVALID_CURSOR} if it is not one of
   *     this query
   */
  PageStart start(Optional<String> cursor) {
    return cursor.map(this::decode).orElseGet(this::first);
  }

  private PageStart first() {
    return switch (order) {
      case ASC -> new PageStart(LogDirection.FORWARD, Position.START);
      case DESC -> new PageStart(LogDirection.BACKWARD, PageStart.NO_BOUND);
    };
  }

  private PageStart decode(String cursor) {
    return Arrays.stream(LogDirection.values())
        .flatMap(
            direction ->
                codec.find(scope(direction), cursor).stream()
                    .map(edge -> new PageStart(direction, edge)))
        .findFirst()
        .orElseThrow(CursorCodec::invalid);
  }

  private String encode(PageStart start) {
    return codec.encode(scope(start.direction()), start.edge());
  }

  private CursorScope scope(LogDirection direction) {
    return EventFilters.scope(tenant, filter, list(direction));
  }

  private String list(LogDirection direction) {
    return switch (order) {
      case ASC ->
          switch (direction) {
            case FORWARD -> "events";
            case BACKWARD -> "events, previous";
          };
      case DESC ->
          switch (direction) {
            case FORWARD -> "events desc, previous";
            case BACKWARD -> "events desc";
          };
    };
  }

  /**
   * The page that was read from a start.
   *
   * @param first whether nobody has seen a page before it
   * @param next where reading goes on; empty if nothing followed
   */
  EventPage page(
      PageStart start, boolean first, List<RecordedEvent> events, Optional<PageStart> next) {
    PageStart before =
        events.isEmpty()
            ? start.turned()
            : new PageStart(start.direction().opposite(), events.getFirst().position());
    Optional<String> back = first ? Optional.empty() : Optional.of(encode(before));
    Optional<String> on = next.map(this::encode);
    return start.direction() == first().direction()
        ? new EventPage(events, on, back, false)
        : new EventPage(events.reversed(), back, on, true);
  }
}
