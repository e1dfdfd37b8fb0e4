package org.dwsaudit.schema.integrity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.wire.Timestamps;
import org.dwsaudit.schema.wire.Uuids;
import org.jspecify.annotations.Nullable;

/**
 * Takes an event apart that somebody hands over as the store's JSON. Strict: there is nothing in it
 * that is not checked against the leaf, except {@code record.position}.
 */
final class DisclosedEvent {

  private static final Set<String> RECORD = Set.of("position", "recorded_at", "leaf_hash");
  private static final String NUMBER = "sequence_number";

  private final JsonNode event;

  DisclosedEvent(JsonNode event) {
    this.event = event;
    requireKnown("event", event, DisclosedEvent::isKnown);
    requireKnown("event.record", event.path("record"), RECORD::contains);
    text(event.path("record"), "position");
  }

  private static boolean isKnown(String name) {
    return Envelope.REQUIRED.contains(name)
        || Envelope.OPTIONAL.contains(name)
        || List.of(NUMBER, "record", Content.CONTEXT, Content.PAYLOAD, Content.LEVELS)
            .contains(name);
  }

  ObjectNode envelope() {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    Envelope.REQUIRED.forEach(name -> envelope.put(name, text(event, name)));
    Envelope.OPTIONAL.stream()
        .filter(event::has)
        .forEach(name -> envelope.put(name, text(event, name)));
    return envelope;
  }

  ObjectNode content(Set<String> withheld) {
    JsonNode payload = object(Content.PAYLOAD);
    JsonNode context = event.has(Content.CONTEXT) ? object(Content.CONTEXT) : null;
    return Content.of(context, payload, levels(), withheld);
  }

  private SortedMap<String, String> levels() {
    SortedMap<String, String> levels = new TreeMap<>();
    if (!event.has(Content.LEVELS)) {
      return levels;
    }
    for (Map.Entry<String, JsonNode> level : object(Content.LEVELS).properties()) {
      String label = level.getValue().isTextual() ? level.getValue().textValue() : "";
      if (Classification.ofLabel(label).isEmpty()) {
        throw malformed(Content.LEVELS, "a level that is none");
      }
      levels.put(level.getKey(), label);
    }
    if (levels.isEmpty()) {
      throw malformed(Content.LEVELS, "empty (expected: left out)");
    }
    return levels;
  }

  SessionId session() {
    String text = text(event, "session_id");
    return Uuids.parse(text)
        .filter(id -> id.toString().equals(text))
        .map(SessionId::new)
        .orElseThrow(() -> malformed("session_id", "expected a UUID in lower case"));
  }

  long sequenceNumber() {
    JsonNode number = event.path(NUMBER);
    if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 1) {
      throw malformed(NUMBER, "expected an integer, 1 or more");
    }
    return number.longValue();
  }

  Instant recordedAt() {
    String text = text(event.path("record"), "recorded_at");
    return Timestamps.parse(text)
        .filter(time -> Timestamps.text(time).equals(text) && time.getNano() % 1000 == 0)
        .orElseThrow(() -> malformed("record.recorded_at", "expected UTC, whole microseconds"));
  }

  /** As the event says it: no leaf covers it. */
  String position() {
    return text(event.path("record"), "position");
  }

  /** The leaf that the event says it has, if it says one. */
  @Nullable String leafHash() {
    JsonNode record = event.path("record");
    return record.has("leaf_hash") ? text(record, "leaf_hash") : null;
  }

  private JsonNode object(String name) {
    JsonNode value = event.path(name);
    if (!value.isObject()) {
      throw malformed(name, "expected an object");
    }
    return value;
  }

  private static String text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (!value.isTextual()) {
      throw malformed(name, "expected a string");
    }
    return value.textValue();
  }

  private interface Known {
    boolean test(String name);
  }

  private static void requireKnown(String path, JsonNode object, Known known) {
    if (!object.isObject()) {
      throw new ProofException(ProofFlaw.EVENT_MALFORMED, path + ": expected an object");
    }
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!known.test(member.getKey())) {
        throw new ProofException(
            ProofFlaw.EVENT_MALFORMED, path + ": a member that no leaf covers (expected: none)");
      }
    }
  }

  private static ProofException malformed(String name, String problem) {
    return new ProofException(ProofFlaw.EVENT_MALFORMED, "event." + name + ": " + problem);
  }
}
