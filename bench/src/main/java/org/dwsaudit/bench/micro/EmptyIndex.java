package org.dwsaudit.bench.micro;

import java.util.Collection;
import java.util.List;
import org.dwsaudit.domain.session.SessionHead;
import org.dwsaudit.domain.session.SessionIndex;
import org.dwsaudit.domain.session.SessionKey;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.RecordedEvent;

/** Knows no session: right as long as every session gets one append. */
final class EmptyIndex implements SessionIndex {

  @Override
  public boolean guardedByLog() {
    return false;
  }

  @Override
  public SessionHead committedHead(SessionKey key) {
    return SessionHead.EMPTY;
  }

  @Override
  public SessionHead head(SessionKey key) {
    return SessionHead.EMPTY;
  }

  @Override
  public List<RecordedEvent> events(SessionKey key, Collection<EventId> ids) {
    return List.of();
  }

  @Override
  public List<RecordedEvent> committedEvents(SessionKey key, Collection<EventId> ids) {
    return List.of();
  }
}
