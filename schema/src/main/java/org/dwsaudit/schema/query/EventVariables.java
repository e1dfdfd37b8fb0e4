package org.dwsaudit.schema.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelVariableResolver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.JsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * An event's members as a predicate's variables, under their names in JSON. Ids that are absent are
 * the empty text, a context that is absent has no members. JSON numbers are integers where they are
 * written as such and fit 64 bits, else floating point; the two compare as numbers.
 */
final class EventVariables {

  private static final CelType CONTENT = MapType.create(SimpleType.STRING, SimpleType.DYN);

  static final Map<String, CelType> TYPES =
      ImmutableMap.<String, CelType>builder()
          .put("event_id", SimpleType.STRING)
          .put("event_type", SimpleType.STRING)
          .put("timestamp", SimpleType.TIMESTAMP)
          .put("session_id", SimpleType.STRING)
          .put("workflow_id", SimpleType.STRING)
          .put("phase_id", SimpleType.STRING)
          .put("worker_id", SimpleType.STRING)
          .put("correlation_id", SimpleType.STRING)
          .put("base_version", SimpleType.STRING)
          .put("data_classification", SimpleType.STRING)
          .put("context", CONTENT)
          .put("payload", CONTENT)
          .buildOrThrow();

  private EventVariables() {}

  static CelVariableResolver of(AuditEvent event) {
    return name ->
        Optional.ofNullable(
            switch (name) {
              case "event_id" -> event.eventId().toString();
              case "event_type" -> event.eventType();
              case "timestamp" -> event.timestamp();
              case "session_id" -> event.sessionId().toString();
              case "workflow_id" -> event.workflowId();
              case "phase_id" -> present(event.phaseId());
              case "worker_id" -> present(event.workerId());
              case "correlation_id" -> present(event.correlationId());
              case "base_version" -> event.baseVersion();
              case "data_classification" -> event.dataClassification().label();
              case "context" -> content(event.context());
              case "payload" -> content(event.payload());
              default -> null;
            });
  }

  private static String present(@Nullable String id) {
    return id == null ? "" : id;
  }

  private static Map<String, Object> content(@Nullable JsonDocument document) {
    return document == null ? Map.of() : members(document.tree());
  }

  private static Map<String, Object> members(ObjectNode object) {
    Map<String, Object> members = HashMap.newHashMap(object.size());
    object.properties().forEach(member -> members.put(member.getKey(), value(member.getValue())));
    return members;
  }

  private static Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> members((ObjectNode) node);
      case ARRAY -> elements(node);
      case BOOLEAN -> node.booleanValue();
      case NUMBER ->
          node.canConvertToLong() && node.isIntegralNumber()
              ? (Object) node.longValue()
              : (Object) node.doubleValue();
      case STRING -> node.textValue();
      case NULL, MISSING, BINARY, POJO -> NullValue.NULL_VALUE;
    };
  }

  private static List<Object> elements(JsonNode array) {
    List<Object> elements = new ArrayList<>(array.size());
    array.forEach(element -> elements.add(value(element)));
    return elements;
  }
}
