package org.dwsaudit.api.grpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dwsaudit.schema.error.Rule;
import org.dwsaudit.schema.grpc.v1.Event;
import org.dwsaudit.schema.json.JsonFlaw;
import org.dwsaudit.schema.json.MalformedJsonException;
import org.dwsaudit.schema.json.StrictJson;
import org.dwsaudit.schema.json.StrictJsonReader;

/**
 * Turns event messages into the JSON that they stand for, so that one set of rules holds on every
 * way in. Nothing is refused here: what is wrong goes along as a flaw, or as a value that the rules
 * refuse. Context and payload are parsed once. Safe for use by several threads.
 */
final class EventMessageReader {

  private final int depthMax;
  private final StrictJsonReader json;

  EventMessageReader(int depthMax) {
    this.depthMax = depthMax;
    // the event itself is the outermost object
    this.json = new StrictJsonReader(depthMax - 1);
  }

  /** The event as JSON; its size is that of its compact text around the documents as they came. */
  StrictJson read(Event event) {
    ObjectNode members = members(event);
    StrictJson envelope = StrictJson.of(members, depthMax);
    List<JsonFlaw> flaws = new ArrayList<>(envelope.flaws());
    refuseUnknownFields(event, flaws);
    int sizeBytes = envelope.sizeBytes();
    if (event.hasContextJson()) {
      sizeBytes += document(members, "context", event.getContextJson(), flaws);
    }
    // without presence on the wire: a payload of no bytes is none
    if (!event.getPayloadJson().isEmpty()) {
      sizeBytes += document(members, "payload", event.getPayloadJson(), flaws);
    }
    return new StrictJson(members, sizeBytes, flaws);
  }

  private static ObjectNode members(Event event) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    required(json, "event_id", event.getEventId());
    required(json, "event_type", event.getEventType());
    if (event.hasTimestamp()) {
      json.put("timestamp", TimestampMessages.text(event.getTimestamp()));
    }
    required(json, "session_id", event.getSessionId());
    required(json, "workflow_id", event.getWorkflowId());
    if (event.hasPhaseId()) {
      json.put("phase_id", event.getPhaseId());
    }
    if (event.hasWorkerId()) {
      json.put("worker_id", event.getWorkerId());
    }
    if (event.hasCorrelationId()) {
      json.put("correlation_id", event.getCorrelationId());
    }
    required(json, "base_version", event.getBaseVersion());
    if (event.hasSequenceNumber()) {
      json.put("sequence_number", event.getSequenceNumber());
    }
    if (event.getDataClassificationValue() != 0) {
      json.put("data_classification", Levels.label(event.getDataClassificationValue()));
    }
    Map<String, Integer> levels = event.getFieldClassificationsValueMap();
    if (!levels.isEmpty()) {
      ObjectNode parts = json.putObject("field_classifications");
      levels.forEach((pointer, level) -> parts.put(pointer, Levels.label(level)));
    }
    return json;
  }

  /** A field without presence: when it is empty it was left out. */
  private static void required(ObjectNode json, String name, String value) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }

  private static void refuseUnknownFields(Event event, List<JsonFlaw> flaws) {
    if (!event.getUnknownFields().asMap().isEmpty()) {
      flaws.add(new JsonFlaw("", Rule.UNKNOWN_FIELD, KnownFields.problem(event)));
    }
    if (!event.getTimestamp().getUnknownFields().asMap().isEmpty()) {
      String problem = KnownFields.problem(event.getTimestamp());
      flaws.add(new JsonFlaw("/timestamp", Rule.UNKNOWN_FIELD, problem));
    }
  }

  /** Adds the document under its name; how many bytes that is. */
  private int document(ObjectNode members, String name, String text, List<JsonFlaw> flaws) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    members.set(name, document('/' + name, utf8, flaws));
    return utf8.length + name.length() + ",\"\":".length();
  }

  private JsonNode document(String pointer, byte[] utf8, List<JsonFlaw> flaws) {
    try {
      StrictJson document = json.read(utf8);
      document.flaws().forEach(flaw -> flaws.add(inside(pointer, flaw)));
      return document.value();
    } catch (MalformedJsonException e) {
      flaws.add(new JsonFlaw(pointer, Rule.MALFORMED_JSON, pointer + ": " + e.getMessage()));
      return JsonNodeFactory.instance.objectNode();
    }
  }

  private JsonFlaw inside(String pointer, JsonFlaw flaw) {
    String message =
        flaw.rule() == Rule.NESTING_TOO_DEEP
            ? "nested deeper than %d levels (limits.depth: %d)".formatted(depthMax, depthMax)
            : flaw.message();
    return new JsonFlaw(pointer + flaw.pointer(), flaw.rule(), message);
  }
}
