package org.dwsaudit.domain.session;

import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.dwsaudit.schema.event.LogTags;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;

/** Names a session of a tenant: the stream that an append is decided from. */
public record SessionKey(TenantId tenant, SessionId session) {

  /** What sources the session's stream, and nothing else. */
  public EventCriteria criteria() {
    return EventCriteria.havingTags(
        LogTags.TENANT, tenant.value(), LogTags.SESSION, session.toString());
  }
}
