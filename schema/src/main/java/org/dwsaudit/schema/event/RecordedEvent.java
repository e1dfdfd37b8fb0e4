package org.dwsaudit.schema.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as the store gives it back.
 *
 * @param recordedAt when the store committed to it, its own clock, microseconds
 * @param leafHash 64 lower-case hex digits: the event's link in its session's chain; null where it
 *     was not read
 */
public record RecordedEvent(
    TenantId tenant,
    AuditEvent event,
    long sequenceNumber,
    Position position,
    Instant recordedAt,
    @Nullable String leafHash) {

  /** An event whose leaf hash was not read. */
  public RecordedEvent(
      TenantId tenant,
      AuditEvent event,
      long sequenceNumber,
      Position position,
      Instant recordedAt) {
    this(tenant, event, sequenceNumber, position, recordedAt, null);
  }

  /** The same record of an event whose content was withheld in part. */
  public RecordedEvent withEvent(AuditEvent redacted) {
    return new RecordedEvent(tenant, redacted, sequenceNumber, position, recordedAt, leafHash);
  }
}
