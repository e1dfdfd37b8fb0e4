package org.dwsaudit.api.grpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.grpc.v1.Event;
import org.dwsaudit.schema.grpc.v1.Record;
import org.dwsaudit.schema.grpc.v1.RecordedEvent;
import org.dwsaudit.schema.wire.FieldSelection;
import org.jspecify.annotations.Nullable;

/** Writes events as messages. They MUST be redacted already. */
final class EventMessageWriter {

  private EventMessageWriter() {}

  static RecordedEvent write(org.dwsaudit.schema.event.RecordedEvent recorded) {
    return write(recorded, FieldSelection.ALL);
  }

  /** The event with what is wanted of it; fields that are not stay unset. */
  static RecordedEvent write(
      org.dwsaudit.schema.event.RecordedEvent recorded, FieldSelection wanted) {
    Event.Builder event = event(recorded.event(), wanted);
    if (wanted.has("sequence_number")) {
      event.setSequenceNumber(recorded.sequenceNumber());
    }
    RecordedEvent.Builder message = RecordedEvent.newBuilder().setEvent(event);
    if (wanted.has("record")) {
      message.setRecord(record(recorded, wanted.of("record")));
    }
    return message.build();
  }

  private static Record.Builder record(
      org.dwsaudit.schema.event.RecordedEvent recorded, FieldSelection wanted) {
    Record.Builder record = Record.newBuilder();
    text(wanted, "position", recorded.position().toString(), record::setPosition);
    text(wanted, "leaf_hash", recorded.leafHash(), record::setLeafHash);
    if (wanted.has("recorded_at")) {
      record.setRecordedAt(TimestampMessages.message(recorded.recordedAt()));
    }
    return record;
  }

  /** The event as a worker would send it, without a sequence number. */
  static Event.Builder event(AuditEvent event) {
    return event(event, FieldSelection.ALL);
  }

  private static Event.Builder event(AuditEvent event, FieldSelection wanted) {
    Event.Builder message = Event.newBuilder();
    text(wanted, "event_id", event.eventId().toString(), message::setEventId);
    text(wanted, "event_type", event.eventType(), message::setEventType);
    if (wanted.has("timestamp")) {
      message.setTimestamp(TimestampMessages.message(event.timestamp()));
    }
    text(wanted, "session_id", event.sessionId().toString(), message::setSessionId);
    text(wanted, "workflow_id", event.workflowId(), message::setWorkflowId);
    text(wanted, "phase_id", event.phaseId(), message::setPhaseId);
    text(wanted, "worker_id", event.workerId(), message::setWorkerId);
    text(wanted, "correlation_id", event.correlationId(), message::setCorrelationId);
    text(wanted, "base_version", event.baseVersion(), message::setBaseVersion);
    document(wanted, "context", event.context(), message::setContextJson);
    document(wanted, "payload", event.payload(), message::setPayloadJson);
    classifications(event, wanted, message);
    return message;
  }

  private static void classifications(
      AuditEvent event, FieldSelection wanted, Event.Builder message) {
    if (wanted.has("data_classification")) {
      message.setDataClassification(Levels.message(event.dataClassification()));
    }
    if (wanted.has("field_classifications")) {
      FieldSelection parts = wanted.of("field_classifications");
      event
          .fieldClassifications()
          .forEach(
              (part, level) -> {
                if (parts.has(part)) {
                  message.putFieldClassifications(part, Levels.message(level));
                }
              });
    }
  }

  private static void text(
      FieldSelection wanted, String name, @Nullable String value, Consumer<String> field) {
    if (value != null && wanted.has(name)) {
      field.accept(value);
    }
  }

  private static void document(
      FieldSelection wanted, String name, @Nullable JsonDocument value, Consumer<String> field) {
    if (value == null || !wanted.has(name)) {
      return;
    }
    FieldSelection parts = wanted.of(name);
    JsonNode selected = parts.isAll() ? null : parts.select(value.tree());
    field.accept(selected == null ? value.text() : selected.toString());
  }
}
