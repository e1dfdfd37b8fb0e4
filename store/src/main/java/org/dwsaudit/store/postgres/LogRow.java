package org.dwsaudit.store.postgres;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.dwsaudit.schema.integrity.Bytes32;
import org.dwsaudit.schema.integrity.EventDigest;
import org.dwsaudit.schema.integrity.LeafHash;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code event_log}. On the way in, position, recording time and leaf are not known yet,
 * and the sequence number only where the domain decided it.
 *
 * @param sequenceNumber 0 where the log is to give out the stream's next
 * @param metadataJson message type version and metadata of a message that is not a DWS event
 * @param tags beyond tenant and session, as {@code key=value}; empty for DWS events
 * @param seal what the event's digest was made of; only on the way in, and only of a DWS event
 * @param leaf absent for a message that is not a DWS event
 */
record LogRow(
    StreamKey stream,
    long sequenceNumber,
    long position,
    UUID eventId,
    String eventType,
    RetentionClass retentionClass,
    Instant occurredAt,
    Instant recordedAt,
    @Nullable String workflowId,
    @Nullable String phaseId,
    @Nullable String workerId,
    @Nullable String correlationId,
    @Nullable String baseVersion,
    @Nullable Integer dataClassification,
    @Nullable String fieldClassificationsJson,
    @Nullable String contextJson,
    String payloadJson,
    @Nullable String metadataJson,
    Set<String> tags,
    @Nullable Seal seal,
    @Nullable LeafHash leaf) {

  /** The commitment to an event: its digest and the secret that salts it. */
  record Seal(EventDigest digest, Bytes32 secret) {}

  /** Whether the domain decided the sequence number. */
  boolean isSequenced() {
    return sequenceNumber > 0;
  }

  /** About how much memory it takes while it waits. */
  int bytes() {
    return 600 + payloadJson.length() + (contextJson == null ? 0 : contextJson.length());
  }

  LogRow recorded(long newSequence, Instant newRecordedAt, @Nullable LeafHash newLeaf) {
    return new LogRow(
        stream,
        newSequence,
        position,
        eventId,
        eventType,
        retentionClass,
        occurredAt,
        newRecordedAt,
        workflowId,
        phaseId,
        workerId,
        correlationId,
        baseVersion,
        dataClassification,
        fieldClassificationsJson,
        contextJson,
        payloadJson,
        metadataJson,
        tags,
        seal,
        newLeaf);
  }
}
