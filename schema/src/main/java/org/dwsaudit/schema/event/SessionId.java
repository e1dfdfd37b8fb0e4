package org.dwsaudit.schema.event;

import java.util.UUID;

/** Names one execution session: a stream of events with gapless sequence numbers from 1. */
public record SessionId(UUID value) {

  /** The stream of the store's own administrative facts; no producer may write to it. */
  public static final SessionId SYSTEM = new SessionId(new UUID(0, 0));

  public boolean isSystem() {
    return equals(SYSTEM);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
