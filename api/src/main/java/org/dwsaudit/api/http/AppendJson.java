package org.dwsaudit.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dwsaudit.domain.session.RecordingOutcome;

/** The events that are stored, as JSON. */
final class AppendJson {

  private AppendJson() {}

  /**
   * {@code {"accepted", "duplicates", "events": [{"index", "event_id", "session_id",
   * "sequence_number", "duplicate"}]}}.
   */
  static ObjectNode tree(RecordingOutcome outcome) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("accepted", outcome.accepted());
    json.put("duplicates", outcome.duplicates());
    ArrayNode events = json.putArray("events");
    outcome
        .acknowledged()
        .forEach(
            event ->
                events
                    .addObject()
                    .put("index", event.index())
                    .put("event_id", event.eventId().toString())
                    .put("session_id", event.sessionId().toString())
                    .put("sequence_number", event.sequenceNumber())
                    .put("duplicate", event.duplicate()));
    return json;
  }
}
