package org.dwsaudit.schema.integrity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.json.JsonPointers;

/** Events as the JSON that the store gives out, for tests to take apart and to redact. */
final class EventTexts {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private EventTexts() {}

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static AuditEvent event(JsonNode json) {
    Map<String, Classification> levels = new HashMap<>();
    json.path("field_classifications")
        .properties()
        .forEach(level -> levels.put(level.getKey(), level(level.getValue())));
    return new AuditEvent(
        new EventId(UUID.fromString(json.get("event_id").textValue())),
        json.get("event_type").textValue(),
        Instant.parse(json.get("timestamp").textValue()),
        session(json),
        json.get("workflow_id").textValue(),
        json.path("phase_id").textValue(),
        json.path("worker_id").textValue(),
        json.path("correlation_id").textValue(),
        json.get("base_version").textValue(),
        json.get("context") instanceof ObjectNode context ? JsonDocument.of(context) : null,
        JsonDocument.of((ObjectNode) json.get("payload")),
        level(json.get("data_classification")),
        levels);
  }

  static SessionId session(JsonNode json) {
    return new SessionId(UUID.fromString(json.get("session_id").textValue()));
  }

  static Instant recordedAt(JsonNode json) {
    return Instant.parse(json.get("record").get("recorded_at").textValue());
  }

  private static Classification level(JsonNode label) {
    return Classification.ofLabel(label.textValue()).orElseThrow();
  }

  /** Every part of payload and context, themselves included. */
  static List<String> parts(JsonNode event) {
    List<String> parts = new ArrayList<>();
    for (String root : List.of("payload", "context")) {
      if (event.has(root)) {
        collect(event.get(root), '/' + root, parts);
      }
    }
    return parts;
  }

  private static void collect(JsonNode node, String pointer, List<String> parts) {
    parts.add(pointer);
    node.properties()
        .forEach(m -> collect(m.getValue(), JsonPointers.append(pointer, m.getKey()), parts));
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), JsonPointers.append(pointer, i), parts);
      }
    }
  }

  /** A redacted copy: markers, and no entries that point inside what is withheld. */
  static ObjectNode redact(JsonNode event, Set<String> withheld) {
    ObjectNode redacted = event.deepCopy();
    withheld.stream()
        .filter(part -> withheld.stream().noneMatch(other -> part.startsWith(other + '/')))
        .forEach(part -> mark(redacted, JsonPointers.segments(part)));
    if (redacted.get("field_classifications") instanceof ObjectNode levels) {
      levels.retain(
          levels
              .propertyStream()
              .map(Map.Entry::getKey)
              .filter(p -> withheld.stream().noneMatch(part -> p.startsWith(part + '/')))
              .toList());
      if (levels.isEmpty()) {
        redacted.remove("field_classifications");
      }
    }
    return redacted;
  }

  private static void mark(JsonNode root, List<String> segments) {
    JsonNode parent = root;
    for (String segment : segments.subList(0, segments.size() - 1)) {
      parent = parent.isArray() ? parent.get(Integer.parseInt(segment)) : parent.get(segment);
    }
    JsonNode marker = parse("{\"$redacted\":{\"level\":\"restricted\"}}");
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(segments.getLast()), marker);
    } else {
      ((ObjectNode) parent).set(segments.getLast(), marker);
    }
  }
}
