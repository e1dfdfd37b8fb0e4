package org.dwsaudit.app.server;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Events as workers send them. */
public final class SampleEvents {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Instant START = Instant.parse("2026-04-01T10:00:00Z");

  private SampleEvents() {}

  /** A valid event, to be changed by the test. */
  public static ObjectNode event(String session, String type, int number) {
    ObjectNode event = JSON.createObjectNode();
    event.put("event_id", UUID.randomUUID().toString());
    event.put("event_type", type);
    event.put("timestamp", START.plusSeconds(number).toString());
    event.put("session_id", session);
    event.put("workflow_id", "review");
    event.put("worker_id", "agent");
    event.put("base_version", "7362a1708d720a4d697d042f21fd8637ea144c3b");
    event.putObject("payload");
    return event;
  }

  /** A question with its text. */
  public static ObjectNode question(String session, int number) {
    ObjectNode event = event(session, "interaction.question_asked", number);
    event.withObject("/payload").put("text", "Question " + number);
    return event;
  }

  public static String newSession() {
    return UUID.randomUUID().toString();
  }

  public static String ndjson(ObjectNode... events) {
    return Stream.of(events).map(ObjectNode::toString).collect(Collectors.joining("\n", "", "\n"));
  }
}
