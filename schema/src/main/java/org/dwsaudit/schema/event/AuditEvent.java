package org.dwsaudit.schema.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as a worker says it: the common fields of DWS Spec 11, section 2, with the
 * classification of section 8. It has been validated; {@code EventReader} is the way to one.
 *
 * @param timestamp when it happened, UTC, at most nanoseconds
 * @param baseVersion git commit hash of the definition-time artifacts, 7 to 64 hex digits
 * @param fieldClassifications JSON Pointer from the event's root → level of the part it points at
 */
public record AuditEvent(
    EventId eventId,
    String eventType,
    Instant timestamp,
    SessionId sessionId,
    String workflowId,
    @Nullable String phaseId,
    @Nullable String workerId,
    @Nullable String correlationId,
    String baseVersion,
    @Nullable JsonDocument context,
    JsonDocument payload,
    Classification dataClassification,
    Map<String, Classification> fieldClassifications) {

  public AuditEvent {
    fieldClassifications = Map.copyOf(fieldClassifications);
  }

  /** How long its payload and context are as text: what of its size a producer decides. */
  public int contentCharacters() {
    return payload.text().length() + (context == null ? 0 : context.text().length());
  }

  /** The same event with other content: what redaction makes of it. */
  public AuditEvent withContent(@Nullable JsonDocument newContext, JsonDocument newPayload) {
    return new AuditEvent(
        eventId,
        eventType,
        timestamp,
        sessionId,
        workflowId,
        phaseId,
        workerId,
        correlationId,
        baseVersion,
        newContext,
        newPayload,
        dataClassification,
        fieldClassifications);
  }
}
