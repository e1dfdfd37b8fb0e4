package org.dwsaudit.store.postgres;

import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;

/**
 * What the log keeps at hand of its sessions, read by key. Both answers include everything
 * committed before the call; both throw STORE_UNAVAILABLE when the database is out of reach.
 */
public final class StoredSessions {

  private final LogReader reader;

  public StoredSessions(DataSource source) {
    this.reader = new LogReader(source);
  }

  /** The session's last event: its number, 0 where there never was one, and its position. */
  public record LastEvent(long sequenceNumber, Position position) {}

  public LastEvent lastEvent(TenantId tenant, SessionId session) {
    StreamHead head = reader.streamHead(new StreamKey(tenant.value(), session.value()));
    return new LastEvent(head.lastSequence(), new Position(head.lastPosition()));
  }

  /** The tenant's DWS events with one of the ids, in any session. */
  public List<RecordedEvent> events(TenantId tenant, Collection<EventId> ids) {
    return reader.events(tenant.value(), ids.stream().map(EventId::value).toList()).stream()
        .filter(row -> row.metadataJson() == null)
        .map(MessageCodec::recordedEvent)
        .toList();
  }
}
