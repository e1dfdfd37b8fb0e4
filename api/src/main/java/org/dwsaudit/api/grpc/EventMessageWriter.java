package org.dwsaudit.api.grpc;

import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.grpc.v1.Event;
import org.dwsaudit.schema.grpc.v1.Record;
import org.dwsaudit.schema.grpc.v1.RecordedEvent;

/** Writes events as messages. They MUST be redacted already. */
final class EventMessageWriter {

  private EventMessageWriter() {}

  static RecordedEvent write(org.dwsaudit.schema.event.RecordedEvent recorded) {
    Record.Builder record =
        Record.newBuilder()
            .setPosition(recorded.position().toString())
            .setRecordedAt(TimestampMessages.message(recorded.recordedAt()));
    if (recorded.leafHash() != null) {
      record.setLeafHash(recorded.leafHash());
    }
    return RecordedEvent.newBuilder()
        .setEvent(event(recorded.event()).setSequenceNumber(recorded.sequenceNumber()))
        .setRecord(record)
        .build();
  }

  /** The event as a worker would send it, without a sequence number. */
  static Event.Builder event(AuditEvent event) {
    Event.Builder message =
        Event.newBuilder()
            .setEventId(event.eventId().toString())
            .setEventType(event.eventType())
            .setTimestamp(TimestampMessages.message(event.timestamp()))
            .setSessionId(event.sessionId().toString())
            .setWorkflowId(event.workflowId())
            .setBaseVersion(event.baseVersion())
            .setPayloadJson(event.payload().text())
            .setDataClassification(Levels.message(event.dataClassification()));
    if (event.phaseId() != null) {
      message.setPhaseId(event.phaseId());
    }
    if (event.workerId() != null) {
      message.setWorkerId(event.workerId());
    }
    if (event.correlationId() != null) {
      message.setCorrelationId(event.correlationId());
    }
    if (event.context() != null) {
      message.setContextJson(event.context().text());
    }
    event
        .fieldClassifications()
        .forEach((part, level) -> message.putFieldClassifications(part, Levels.message(level)));
    return message;
  }
}
