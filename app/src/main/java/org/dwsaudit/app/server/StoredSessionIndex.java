package org.dwsaudit.app.server;

import java.util.Collection;
import java.util.List;
import org.dwsaudit.domain.session.SessionHead;
import org.dwsaudit.domain.session.SessionIndex;
import org.dwsaudit.domain.session.SessionKey;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.store.postgres.StoredSessions;

/** What the domain needs at hand of its sessions, out of the store. */
record StoredSessionIndex(StoredSessions sessions) implements SessionIndex {

  @Override
  public SessionHead head(SessionKey key) {
    StoredSessions.LastEvent last = sessions.lastEvent(key.tenant(), key.session());
    return new SessionHead(last.sequenceNumber(), last.position());
  }

  @Override
  public List<RecordedEvent> events(TenantId tenant, Collection<EventId> ids) {
    return sessions.events(tenant, ids);
  }
}
