package org.dwsaudit.projections.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.dwsaudit.projections.query.EventReads.Rows;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.EventFilter;
import org.jspecify.annotations.Nullable;

/**
 * The events of the principal's tenant that a filter selects, as {@link EventFilter#matches} says.
 *
 * <p>What comes back is <b>not redacted</b>: whoever calls MUST redact it to the principal's
 * clearance before it leaves, so that one place above this one decides on disclosure.
 *
 * <p>Answers are in commit order and hold committed events only. Every method throws {@link
 * AuditException}: {@code INVALID_QUERY} for a filter or limit that makes no sense, {@code
 * STORE_UNAVAILABLE} if the database is out of reach (the same call may succeed later), {@code
 * STORE_CORRUPT} if a row is damaged. Safe for use by several threads.
 */
public final class EventQueries {

  static final Position NO_BOUND = new Position(Long.MAX_VALUE);

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

  /**
   * One page. Following the cursors visits every event that was in the log when the first page was
   * read exactly once, whatever is appended meanwhile; events that expire meanwhile are left out.
   * What is appended meanwhile is visited too, if it is committed before the last page.
   *
   * <p>A page may hold fewer events than the limit although more follow, if they are large: go on
   * as long as there is a cursor.
   *
   * @param cursor {@code nextCursor} of the page before, with the same filter and tenant
   * @param limit 1..{@value PageLimit#MAX}
   * @throws AuditException as the class says, and {@code INVALID_CURSOR} for a cursor that was not
   *     handed out for this filter
   */
  public EventPage page(
      Principal principal, EventFilter filter, Optional<String> cursor, int limit) {
    PageLimit.checked(limit);
    EventFilters.check(filter);
    CursorScope scope = EventFilters.scope(principal.tenant(), filter);
    Position after = cursor.map(text -> cursors.decode(scope, text)).orElse(Position.START);
    Rows rows =
        log.read(
            connection -> {
              Selection selection = selection(connection, principal.tenant(), filter);
              return selection.rows(connection, after, limit);
            });
    return new EventPage(
        rows.events(),
        rows.more() ? Optional.of(cursors.encode(scope, rows.last())) : Optional.empty());
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
   * Hands over every event that was in the log when the scan began, in pages, so that memory does
   * not grow with the log. The same scan again gives the same events, as far as the log has not
   * grown or expired. No connection is held while the consumer works; what it throws ends the scan.
   */
  public void scan(Principal principal, EventFilter filter, Consumer<RecordedEvent> consumer) {
    EventFilters.check(filter);
    Selection selection =
        log.read(connection -> boundedSelection(connection, principal.tenant(), filter));
    Position after = Position.START;
    Rows rows;
    do {
      Position from = after;
      rows = log.read(connection -> selection.rows(connection, from, PageLimit.MAX));
      rows.events().forEach(consumer);
      after = rows.more() ? rows.last() : after;
    } while (rows.more());
  }

  /** Reads what the filter selects from any position on, without cursors. */
  public EventHistory history(Principal principal, EventFilter filter) {
    EventFilters.check(filter);
    return new EventHistory(log, principal.tenant(), filter);
  }

  private static Selection selection(Connection connection, TenantId tenant, EventFilter filter)
      throws SQLException {
    return EventFilters.hasPattern(filter)
        ? boundedSelection(connection, tenant, filter)
        : new Selection(tenant, filter, EventFilters.types(filter, List.of()), NO_BOUND);
  }

  // the head is read before the types: every event up to the head is of a type that is known then,
  // and a type that appears later cannot be skipped by a page that did not know it
  private static Selection boundedSelection(
      Connection connection, TenantId tenant, EventFilter filter) throws SQLException {
    Position head = EventReads.head(connection);
    List<String> known =
        EventFilters.hasPattern(filter) ? EventReads.knownTypes(connection, tenant) : List.of();
    return new Selection(tenant, filter, EventFilters.types(filter, known), head);
  }

  /** A filter with its type patterns spelt out, good for events up to a position. */
  private record Selection(
      TenantId tenant, EventFilter filter, @Nullable List<String> types, Position upTo) {

    Rows rows(Connection connection, Position after, int limit) throws SQLException {
      LogReach reach = LogReach.behind(connection, after);
      return EventReads.rows(connection, tenant, filter, types, after, upTo, reach, limit);
    }
  }
}
