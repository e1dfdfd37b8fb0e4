package org.dwsaudit.schema.event;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event as the store gives it back.
 *
 * @param recordedAt when the store committed to it, its own clock, microseconds
 * @param leafHash 64 lower-case hex digits: the event's link in its session's chain; null where it
 *     was not read
 * @param secret of the event's commitment, for whoever withholds parts of it; null where it was not
 *     read, and where something was withheld already. Two records that differ in it alone are equal
 */
public record RecordedEvent(
    TenantId tenant,
    AuditEvent event,
    long sequenceNumber,
    Position position,
    Instant recordedAt,
    @Nullable String leafHash,
    @Nullable CommitmentSecret secret) {

  /** An event whose leaf hash and secret were not read. */
  public RecordedEvent(
      TenantId tenant,
      AuditEvent event,
      long sequenceNumber,
      Position position,
      Instant recordedAt) {
    this(tenant, event, sequenceNumber, position, recordedAt, null, null);
  }

  /** The same record of an event whose content was withheld in part. */
  public RecordedEvent withEvent(AuditEvent redacted) {
    return new RecordedEvent(
        tenant, redacted, sequenceNumber, position, recordedAt, leafHash, null);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecordedEvent that
        && tenant.equals(that.tenant)
        && event.equals(that.event)
        && sequenceNumber == that.sequenceNumber
        && position.equals(that.position)
        && recordedAt.equals(that.recordedAt)
        && Objects.equals(leafHash, that.leafHash);
  }

  @Override
  public int hashCode() {
    return Objects.hash(tenant, event, sequenceNumber, position, recordedAt, leafHash);
  }
}
