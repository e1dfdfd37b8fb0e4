package org.dwsaudit.bench.events;

import com.google.protobuf.Timestamp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.LogTags;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.grpc.v1.AppendRequest;
import org.dwsaudit.schema.grpc.v1.Event;
import org.dwsaudit.schema.wire.EventContent;

/** An event in the forms in which it travels: protobuf, JSON, a command's part, Axon's message. */
public final class EventForms {

  private EventForms() {}

  public static AppendRequest request(List<AuditEvent> events) {
    AppendRequest.Builder request = AppendRequest.newBuilder();
    events.forEach(event -> request.addEvents(protobuf(event)));
    return request.build();
  }

  private static Event protobuf(AuditEvent event) {
    return Event.newBuilder()
        .setEventId(event.eventId().toString())
        .setEventType(event.eventType())
        .setTimestamp(
            Timestamp.newBuilder()
                .setSeconds(event.timestamp().getEpochSecond())
                .setNanos(event.timestamp().getNano()))
        .setSessionId(event.sessionId().toString())
        .setWorkflowId(event.workflowId())
        .setPhaseId(Objects.requireNonNull(event.phaseId()))
        .setWorkerId(Objects.requireNonNull(event.workerId()))
        .setCorrelationId(Objects.requireNonNull(event.correlationId()))
        .setBaseVersion(event.baseVersion())
        .setContextJson(Objects.requireNonNull(event.context()).text())
        .setPayloadJson(event.payload().text())
        .build();
  }

  /** One line of NDJSON, without its end: what a worker would send. */
  public static String json(AuditEvent event) {
    return EventContent.canonical(event);
  }

  /** The bytes of the events as NDJSON, line ends included. */
  public static long ndjsonBytes(List<AuditEvent> events) {
    return events.stream()
        .mapToLong(event -> json(event).getBytes(StandardCharsets.UTF_8).length + 1L)
        .sum();
  }

  public static List<SubmittedEvent> submitted(List<AuditEvent> events) {
    List<SubmittedEvent> submitted = new ArrayList<>(events.size());
    for (AuditEvent event : events) {
      submitted.add(new SubmittedEvent(submitted.size(), event, OptionalLong.empty()));
    }
    return submitted;
  }

  /** The event under its number, as the domain hands it to an engine. */
  public static TaggedEventMessage<?> tagged(AuditEvent event, long sequenceNumber) {
    return new GenericTaggedEventMessage<>(
        new GenericEventMessage(
            event.eventId().toString(),
            new MessageType(event.eventType()),
            new EventRecorded(TenantId.DEFAULT, event, sequenceNumber),
            Map.of(),
            event.timestamp()),
        Set.of(
            new Tag(LogTags.TENANT, TenantId.DEFAULT.value()),
            new Tag(LogTags.SESSION, event.sessionId().toString())));
  }
}
