package org.dwsaudit.schema.event;

/**
 * The session decided to record this event under this sequence number: what is appended to the log.
 */
public record EventRecorded(TenantId tenant, AuditEvent event, long sequenceNumber) {

  public EventRecorded {
    if (sequenceNumber < 1) {
      throw new IllegalArgumentException(
          "sequence_number: " + sequenceNumber + " (expected: 1 or more)");
    }
  }
}
