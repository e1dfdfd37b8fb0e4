package org.dwsaudit.store.postgres;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code event_log}. On the way in, position and recording time are not known yet, and
 * the sequence number only where the domain decided it.
 *
 * @param sequenceNumber 0 where the log is to give out the stream's next
 * @param metadataJson message type version and metadata of a message that is not a DWS event
 * @param tags beyond tenant and session, as {@code key=value}; empty for DWS events
 */
record LogRow(
    StreamKey stream,
    long sequenceNumber,
    long position,
    UUID eventId,
    String eventType,
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
    Set<String> tags) {

  /** Whether the domain decided the sequence number. */
  boolean isSequenced() {
    return sequenceNumber > 0;
  }

  LogRow recorded(long newSequence, long newPosition, Instant newRecordedAt) {
    return new LogRow(
        stream,
        newSequence,
        newPosition,
        eventId,
        eventType,
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
        tags);
  }
}
