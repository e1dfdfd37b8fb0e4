package org.dwsaudit.projections.subscription;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which of a subscription's parked events are meant. */
public sealed interface ParkedScope {

  /** The session whose events are meant; null where it is not one session's. */
  default @Nullable UUID sessionId() {
    return null;
  }

  /** The one event that is meant; null where it is not one. */
  default @Nullable UUID eventId() {
    return null;
  }

  record All() implements ParkedScope {}

  record OfSession(UUID sessionId) implements ParkedScope {}

  record OfEvent(UUID eventId) implements ParkedScope {}
}
