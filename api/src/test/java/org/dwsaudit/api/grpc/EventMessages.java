package org.dwsaudit.api.grpc;

import com.google.protobuf.Timestamp;
import java.util.UUID;
import org.dwsaudit.schema.grpc.v1.AppendRequest;
import org.dwsaudit.schema.grpc.v1.Event;

/** Event messages that break no rule. */
final class EventMessages {

  private EventMessages() {}

  static Event.Builder valid() {
    return ofSession(UUID.randomUUID());
  }

  static Event.Builder ofSession(UUID session) {
    return Event.newBuilder()
        .setEventId(UUID.randomUUID().toString())
        .setEventType("interaction.check_in")
        .setTimestamp(Timestamp.newBuilder().setSeconds(1_775_000_000L).setNanos(123_456_789))
        .setSessionId(session.toString())
        .setWorkflowId("review")
        .setWorkerId("agent")
        .setBaseVersion("7362a1708d720a4d697d042f21fd8637ea144c3b")
        .setPayloadJson("{\"text\":\"hello\"}");
  }

  static AppendRequest request(Event.Builder... events) {
    AppendRequest.Builder request = AppendRequest.newBuilder();
    for (Event.Builder event : events) {
      request.addEvents(event);
    }
    return request.build();
  }
}
