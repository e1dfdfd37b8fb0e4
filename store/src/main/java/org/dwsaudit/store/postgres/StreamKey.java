package org.dwsaudit.store.postgres;

import java.util.UUID;
import org.dwsaudit.schema.event.SessionId;

/** A stream of the log: a session of a tenant. */
record StreamKey(String tenant, UUID sessionId) {

  /**
   * Where messages go that are not DWS events (RFC 9562's max UUID): a stream beside the sessions,
   * so that no chain has a link without a leaf.
   */
  static final UUID FOREIGN = new UUID(-1L, -1L);

  boolean isSystem() {
    return sessionId.equals(SessionId.SYSTEM.value()) || sessionId.equals(FOREIGN);
  }
}
