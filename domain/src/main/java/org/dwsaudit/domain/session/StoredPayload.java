package org.dwsaudit.domain.session;

import org.axonframework.messaging.eventhandling.EventMessage;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.RecordedEvent;

/** What a message of the log carries, as it was appended or as it comes back. */
public record StoredPayload(AuditEvent event, long sequenceNumber) {

  /** Fails for a message that is not a DWS event. */
  public static StoredPayload of(EventMessage message) {
    return switch (message.payload()) {
      case RecordedEvent recorded -> new StoredPayload(recorded.event(), recorded.sequenceNumber());
      case EventRecorded recorded -> new StoredPayload(recorded.event(), recorded.sequenceNumber());
      case null, default ->
          throw new IllegalArgumentException(
              "message %s is not a DWS event".formatted(message.identifier()));
    };
  }
}
