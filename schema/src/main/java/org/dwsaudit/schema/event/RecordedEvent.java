package org.dwsaudit.schema.event;

import java.time.Instant;

/**
 * An event as the store gives it back.
 *
 * @param recordedAt when the store committed to it, its own clock, microseconds
 */
public record RecordedEvent(
    TenantId tenant, AuditEvent event, long sequenceNumber, Position position, Instant recordedAt) {

  /** The same record of an event whose content was withheld in part. */
  public RecordedEvent withEvent(AuditEvent redacted) {
    return new RecordedEvent(tenant, redacted, sequenceNumber, position, recordedAt);
  }
}
