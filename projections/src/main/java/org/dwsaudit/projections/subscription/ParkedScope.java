package org.dwsaudit.projections.subscription;

import java.util.UUID;

/** Which of a subscription's parked events are meant. */
public sealed interface ParkedScope {

  record All() implements ParkedScope {}

  record OfSession(UUID sessionId) implements ParkedScope {}

  record OfEvent(UUID eventId) implements ParkedScope {}
}
