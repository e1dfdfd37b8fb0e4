package org.dwsaudit.app.server;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.dwsaudit.domain.session.SessionHead;
import org.dwsaudit.domain.session.SessionIndex;
import org.dwsaudit.domain.session.SessionKey;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.store.postgres.StoredSessions;

/** What the domain needs at hand of its sessions, out of the store. */
record StoredSessionIndex(StoredSessions sessions) implements SessionIndex {

  @Override
  public boolean guardedByLog() {
    return true;
  }

  @Override
  public void prepare(Collection<SessionKey> keys) {
    keys.stream()
        .collect(
            Collectors.groupingBy(
                SessionKey::tenant, Collectors.mapping(SessionKey::session, Collectors.toList())))
        .forEach(sessions::prepare);
  }

  @Override
  public boolean isAtHand(SessionKey key, EventId id) {
    return sessions.isAtHand(key.tenant(), key.session(), id);
  }

  @Override
  public SessionHead head(SessionKey key) {
    return head(sessions.lastEvent(key.tenant(), key.session()));
  }

  @Override
  public SessionHead committedHead(SessionKey key) {
    return head(sessions.committedLastEvent(key.tenant(), key.session()));
  }

  private static SessionHead head(StoredSessions.LastEvent last) {
    return new SessionHead(last.sequenceNumber(), last.position());
  }

  @Override
  public List<RecordedEvent> events(SessionKey key, Collection<EventId> ids) {
    return sessions.events(key.tenant(), key.session(), ids);
  }

  @Override
  public List<RecordedEvent> committedEvents(SessionKey key, Collection<EventId> ids) {
    return sessions.committedEvents(key.tenant(), key.session(), ids);
  }
}
