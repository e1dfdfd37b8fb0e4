package org.dwsaudit.projections.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.query.EventOrder;

/**
 * The events of the principal's tenant that a filter selects, as {@link EventFilter#matches} says.
 *
 * <p>What a principal may see of an event is decided above: whoever calls hands that decision in,
 * or redacts what comes back where a method does not ask for it.
 *
 * <p>Answers hold committed events only. Every method throws {@link AuditException}: {@code
 * INVALID_QUERY} for a filter or limit that makes no sense, {@code STORE_UNAVAILABLE} if the
 * database is out of reach (the same call may succeed later), {@code STORE_CORRUPT} if a row is
 * damaged. Safe for use by several threads.
 */
public final class EventQueries {

  private static final Duration LATELY = Duration.ofDays(31);

  private final LogReader log;
  private final CursorCodec cursors;

  /**
   * Reads through this source.
   *
   * @param source as {@link LogReader#LogReader} says
   */
  public EventQueries(DataSource source, CursorCodec cursors) {
    this.log = new LogReader(source);
    this.cursors = cursors;
  }

  /** One page, oldest first, as the other method says. */
  public EventPage page(
      Principal principal,
      EventFilter filter,
      UnaryOperator<RecordedEvent> disclosure,
      Optional<String> cursor,
      int limit) {
    return page(principal, filter, disclosure, EventOrder.ASC, cursor, limit);
  }

  /**
   * One page. Following {@code nextCursor} visits every event that was in the log when the first
   * page was read exactly once, whatever is appended meanwhile; events that expire meanwhile are
   * left out. What is appended meanwhile is visited too, oldest first, if it is committed before
   * the last page; newest first it moves no page, and lies before the first.
   *
   * <p>Following {@code previousCursor} visits the same events the other way: from a page that was
   * reached by {@code nextCursor} it gives the page before again, if both have as many events as
   * the limit and nothing of them expired.
   *
   * <p>A page looks through a bounded part of the log, so it may hold fewer events than the limit,
   * or none, although more follow: go on as long as there is a cursor.
   *
   * @param disclosure what the principal may see of an event; a predicate is held against that, so
   *     that it cannot tell what is withheld
   * @param cursor of another page, with the same filter, order and tenant
   * @param limit 1..{@value PageLimit#MAX}
   * @return events as disclosed
   * @throws AuditException as the class says, and {@code INVALID_CURSOR} for a cursor that was not
   *     handed out for this filter and order
   */
  public EventPage page(
      Principal principal,
      EventFilter filter,
      UnaryOperator<RecordedEvent> disclosure,
      EventOrder order,
      Optional<String> cursor,
      int limit) {
    PageLimit.checked(limit);
    EventFilters.check(filter);
    EventCursors pages = new EventCursors(cursors, principal.tenant(), filter, order);
    PageStart start = pages.start(cursor);
    if (start.edge().equals(PageStart.NO_BOUND)) {
      start = new PageStart(start.direction(), log.read(EventReads::head).next());
    }
    EventHistory history = EventHistory.forPages(log, principal.tenant(), filter);
    PageSearch search = new PageSearch(history, filter, disclosure, limit);
    List<RecordedEvent> events = search.from(start);
    return pages.page(start, cursor.isEmpty(), events, search.next());
  }

  /** The event of that id, the store's own facts included. */
  public Optional<RecordedEvent> event(Principal principal, EventId id) {
    Instant lately = Instant.now().minus(LATELY);
    return log.read(
        connection -> {
          // most that are asked for are young; looking into every month costs milliseconds
          Optional<RecordedEvent> young =
              EventReads.event(connection, principal.tenant(), id, lately);
          return young.isPresent()
              ? young
              : EventReads.event(connection, principal.tenant(), id, Instant.EPOCH);
        });
  }

  /**
   * Hands over every event that was in the log when the scan began, in stretches, so that memory
   * does not grow with the log. The same scan again gives the same events, as far as the log has
   * not grown or expired. No connection is held while the consumer works; what it throws ends the
   * scan.
   *
   * @param disclosure as {@link #page} says
   * @param consumer takes events as disclosed
   */
  public void scan(
      Principal principal,
      EventFilter filter,
      UnaryOperator<RecordedEvent> disclosure,
      Consumer<RecordedEvent> consumer) {
    EventFilters.check(filter);
    EventHistory history = EventHistory.forPages(log, principal.tenant(), filter);
    Position head = log.read(EventReads::head);
    Position at = Position.START;
    while (at.compareTo(head) < 0) {
      LogStretch stretch = history.after(at, PageLimit.MAX);
      stretch.events().stream()
          .filter(event -> event.position().compareTo(head) <= 0)
          .map(disclosure)
          .filter(event -> filter.matches(event.event()))
          .forEach(consumer);
      at = stretch.upTo();
    }
  }

  /** Reads what the filter selects from any position on, without cursors. */
  public EventHistory history(Principal principal, EventFilter filter) {
    EventFilters.check(filter);
    return EventHistory.forStreams(log, principal.tenant(), filter);
  }
}
