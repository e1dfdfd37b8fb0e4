package org.dwsaudit.app.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dwsaudit.schema.grpc.v1.AppendRequest;
import org.dwsaudit.schema.grpc.v1.Event;

/** Events as workers send them over gRPC, and as they would send the same over HTTP. */
final class GrpcEvents {

  private GrpcEvents() {}

  static Event.Builder question(String session, int number) {
    return Event.newBuilder()
        .setEventId(UUID.randomUUID().toString())
        .setEventType("interaction.question_asked")
        .setTimestamp(Timestamp.newBuilder().setSeconds(1_775_000_000L + number).setNanos(5))
        .setSessionId(session)
        .setWorkflowId("review")
        .setWorkerId("agent")
        .setBaseVersion("7362a1708d720a4d697d042f21fd8637ea144c3b")
        .setPayloadJson("{\"text\":\"Question %d\"}".formatted(number));
  }

  static AppendRequest request(Event.Builder... events) {
    AppendRequest.Builder request = AppendRequest.newBuilder();
    Stream.of(events).forEach(request::addEvents);
    return request.build();
  }

  /** The body of {@code POST /v1/events} that says the same; the payload goes through as it is. */
  static String body(AppendRequest request) {
    return request.getEventsList().stream()
        .map(GrpcEvents::json)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String json(Event event) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("event_id", event.getEventId());
    json.put("event_type", event.getEventType());
    Instant time =
        Instant.ofEpochSecond(event.getTimestamp().getSeconds(), event.getTimestamp().getNanos());
    json.put("timestamp", time.toString());
    json.put("session_id", event.getSessionId());
    if (!event.getWorkflowId().isEmpty()) {
      json.put("workflow_id", event.getWorkflowId());
    }
    json.put("worker_id", event.getWorkerId());
    json.put("base_version", event.getBaseVersion());
    if (event.hasSequenceNumber()) {
      json.put("sequence_number", event.getSequenceNumber());
    }
    String envelope = json.toString();
    return envelope.substring(0, envelope.length() - 1)
        + ",\"payload\":"
        + event.getPayloadJson()
        + "}";
  }
}
