package org.dwsaudit.projections.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.dwsaudit.projections.query.EventReads.Rows;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.EventFilter;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a filter selects from any position on, stretch by stretch. A stretch is bounded in
 * events, in content and in how much of the log it looks through, so that a filter that selects
 * little comes back soon and says how far it has looked. For one thread at a time.
 *
 * <p>What comes back is <b>not redacted</b>, and not held against the filter's predicate but for
 * what of it is about the envelope: whoever calls MUST do both.
 */
public final class EventHistory {

  /** How much of the log one stretch looks through, where an index does not say where to look. */
  private static final long POSITIONS_MAX = 50_000;

  private static final int STREAM_CHARACTERS_MAX = 256 * 1024;
  private static final int PAGE_CHARACTERS_MAX = 2 * 1024 * 1024;

  private final LogReader log;
  private final TenantId tenant;
  private final EventFilter filter;
  private final boolean bounded;
  private final int charactersMax;
  private @Nullable Types types;

  private EventHistory(
      LogReader log, TenantId tenant, EventFilter filter, boolean bounded, int charactersMax) {
    this.log = log;
    this.tenant = tenant;
    this.filter = filter.overEnvelope();
    this.bounded = bounded;
    this.charactersMax = charactersMax;
  }

  /** Small stretches, each bounded: a stream says how far it is even where there is nothing. */
  static EventHistory forStreams(LogReader log, TenantId tenant, EventFilter filter) {
    return new EventHistory(log, tenant, filter, true, STREAM_CHARACTERS_MAX);
  }

  /** Larger ones, and as far as it takes where an index leads from one event to the next. */
  static EventHistory forPages(LogReader log, TenantId tenant, EventFilter filter) {
    boolean led = EventFilters.isLedByIndex(filter.overEnvelope());
    return new EventHistory(log, tenant, filter, !led, PAGE_CHARACTERS_MAX);
  }

  /** Whether a stretch is bounded in how much of the log it looks through. */
  boolean isBounded() {
    return bounded;
  }

  /** The type names that a filter means, good for events up to a position; null for all. */
  private record Types(@Nullable List<String> names, Position upTo) {

    /** Whether reading the part can begin with these. */
    boolean isGoodFor(LogDirection direction, Part part) {
      return switch (direction) {
        case FORWARD -> upTo.compareTo(part.after()) > 0;
        case BACKWARD -> upTo.compareTo(part.upTo()) >= 0;
      };
    }
  }

  /**
   * The stretch behind a position.
   *
   * @param limit events at most
   * @throws org.dwsaudit.schema.error.AuditException as {@link EventQueries} says
   */
  public LogStretch after(Position position, int limit) {
    return from(new PageStart(LogDirection.FORWARD, position), limit);
  }

  /** The stretch that begins there, in the order in which it is read. */
  LogStretch from(PageStart start, int limit) {
    return log.read(connection -> from(connection, start, limit));
  }

  private LogStretch from(Connection connection, PageStart start, int limit) throws SQLException {
    LogReach reach = LogReach.between(connection, start.after(), start.upTo());
    Part part = new Part(start.after(), earliest(start.upTo(), reach.head()));
    if (part.isEmpty()) {
      return new LogStretch(List.of(), start.edge(), true);
    }
    Types meant = types(connection, start, part, reach.head());
    Part looked =
        switch (start.direction()) {
          case FORWARD -> bounded(part.upTo(meant.upTo()));
          case BACKWARD -> boundedBack(part);
        };
    Rows rows =
        EventReads.rows(
            connection,
            tenant,
            filter,
            meant.names(),
            start.direction(),
            looked.after(),
            looked.upTo(),
            reach,
            limit,
            charactersMax);
    return rows.more()
        ? new LogStretch(rows.events(), rows.last(), false)
        : switch (start.direction()) {
          case FORWARD ->
              new LogStretch(rows.events(), looked.upTo(), looked.upTo().equals(reach.head()));
          case BACKWARD ->
              new LogStretch(
                  rows.events(), looked.after().next(), looked.after().equals(Position.START));
        };
  }

  /** What lies behind a position and up to another. */
  private record Part(Position after, Position upTo) {

    boolean isEmpty() {
      return upTo.compareTo(after) <= 0;
    }

    Part upTo(Position bound) {
      return new Part(after, earliest(upTo, bound));
    }
  }

  private Part bounded(Part part) {
    return bounded ? part.upTo(new Position(part.after().value() + POSITIONS_MAX)) : part;
  }

  private Part boundedBack(Part part) {
    return bounded
        ? new Part(
            new Position(Math.max(part.after().value(), part.upTo().value() - POSITIONS_MAX)),
            part.upTo())
        : part;
  }

  // the head was read before: every event up to it is of a type that is known now
  private Types types(Connection connection, PageStart start, Part part, Position head)
      throws SQLException {
    Types known = types;
    if (known == null || !known.isGoodFor(start.direction(), part)) {
      boolean pattern = EventFilters.hasPattern(filter);
      List<String> inLog = pattern ? EventReads.knownTypes(connection, tenant) : List.of();
      known = new Types(EventFilters.types(filter, inLog), pattern ? head : PageStart.NO_BOUND);
      types = known;
    }
    return known;
  }

  private static Position earliest(Position one, Position other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
