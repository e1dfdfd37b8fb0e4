package org.dwsaudit.domain.session;

import java.util.Collection;
import java.util.List;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;

/**
 * What the store keeps at hand so that an append does not read the session again. Both answers
 * include everything committed before the call; they throw {@code AuditException} with
 * STORE_UNAVAILABLE when the database is out of reach.
 */
public interface SessionIndex {

  /** The session's snapshot; {@link SessionHead#EMPTY} where it has not begun. */
  SessionHead head(SessionKey key);

  /** The tenant's events with one of these ids, in any session. */
  List<RecordedEvent> events(TenantId tenant, Collection<EventId> ids);
}
