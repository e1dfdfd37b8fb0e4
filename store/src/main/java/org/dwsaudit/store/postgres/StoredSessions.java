package org.dwsaudit.store.postgres;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;

/**
 * What an append is decided from, kept at hand by the engine that appends. It may be older than the
 * log where another server has written: the engine then refuses the append as a conflict, and what
 * is asked after that is read from the log. Both answers throw STORE_UNAVAILABLE when the database
 * is needed and out of reach.
 */
public final class StoredSessions {

  private final LogReader reader;
  private final StreamHeads heads;

  StoredSessions(LogReader reader, StreamHeads heads) {
    this.reader = reader;
    this.heads = heads;
  }

  /** The session's last event: its number, 0 where there never was one, and its position. */
  public record LastEvent(long sequenceNumber, Position position) {}

  public LastEvent lastEvent(TenantId tenant, SessionId session) {
    StreamKey stream = new StreamKey(tenant.value(), session.value());
    StreamHead head = heads.find(stream);
    if (head == null) {
      head = reader.streamHead(stream);
      heads.committed(stream, head);
    }
    return lastEvent(head);
  }

  /** Whether {@link #lastEvent} and {@link #events} answer without asking the database. */
  public boolean isAtHand(TenantId tenant, SessionId session, EventId id) {
    return heads.find(new StreamKey(tenant.value(), session.value())) != null
        && !heads.anyTaken(tenant.value(), List.of(id.value()));
  }

  /** Reads the ends of those sessions that are not at hand, all at once. */
  public void prepare(TenantId tenant, Collection<SessionId> sessionIds) {
    List<StreamKey> missing =
        sessionIds.stream()
            .map(session -> new StreamKey(tenant.value(), session.value()))
            .filter(stream -> heads.find(stream) == null)
            .toList();
    if (!missing.isEmpty()) {
      Map<StreamKey, StreamHead> found = reader.streamHeads(missing);
      missing.forEach(
          stream -> heads.committed(stream, found.getOrDefault(stream, StreamHead.EMPTY)));
    }
  }

  /** The same out of the log itself, with everything committed before the call. */
  public LastEvent committedLastEvent(TenantId tenant, SessionId session) {
    return lastEvent(reader.streamHead(new StreamKey(tenant.value(), session.value())));
  }

  private static LastEvent lastEvent(StreamHead head) {
    return new LastEvent(head.lastSequence(), new Position(head.lastPosition()));
  }

  /**
   * The stored events that an append to the session must not repeat: those of the session with one
   * of the ids, and the tenant's others recorded this month or the one before.
   *
   * <p>Looked for only if the log has refused one of the ids as taken; else nothing speaks for it,
   * and the append itself would find out. So the usual append asks the database nothing.
   */
  public List<RecordedEvent> events(
      TenantId tenant, SessionId session, Collection<EventId> eventIds) {
    return heads.anyTaken(tenant.value(), values(eventIds))
        ? committedEvents(tenant, session, eventIds)
        : List.of();
  }

  /** The same out of the log itself, with everything committed before the call. */
  public List<RecordedEvent> committedEvents(
      TenantId tenant, SessionId session, Collection<EventId> eventIds) {
    StreamKey stream = new StreamKey(tenant.value(), session.value());
    return reader.events(stream, values(eventIds)).stream()
        .map(MessageCodec::recordedEvent)
        .toList();
  }

  private static List<UUID> values(Collection<EventId> ids) {
    return ids.stream().map(EventId::value).toList();
  }
}
