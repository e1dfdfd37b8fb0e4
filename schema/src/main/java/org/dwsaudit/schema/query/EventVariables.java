package org.dwsaudit.schema.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelVariableResolver;
import java.util.Map;
import java.util.Optional;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.query.Weight.Elements;
import org.dwsaudit.schema.query.Weight.Members;
import org.jspecify.annotations.Nullable;

/**
 * An event's members as a predicate's variables, under their names in JSON. Ids that are absent are
 * the empty text, a context that is absent has no members. JSON numbers are integers where they are
 * written as such and fit 64 bits, else floating point; the two compare as numbers. Content is read
 * when it is first asked for. For one evaluation.
 */
final class EventVariables implements CelVariableResolver {

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

  private final AuditEvent event;
  private final Meter meter;
  private @Nullable Members context;
  private @Nullable Members payload;
  private boolean unreadable;

  /**
   * @param meter is told how much content there is
   */
  EventVariables(AuditEvent event, Meter meter) {
    this.event = event;
    this.meter = meter;
  }

  /** Whether content was asked for that cannot be read. */
  boolean isUnreadable() {
    return unreadable;
  }

  @Override
  public Optional<Object> find(String name) {
    return Optional.ofNullable(
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
          case "context" -> context();
          case "payload" -> payload();
          default -> null;
        });
  }

  // a loop asks for the same again and again
  private Members context() {
    Members made = context;
    if (made == null) {
      made = content(event.context());
      context = made;
    }
    return made;
  }

  private Members payload() {
    Members made = payload;
    if (made == null) {
      made = content(event.payload());
      payload = made;
    }
    return made;
  }

  private static String present(@Nullable String id) {
    return id == null ? "" : id;
  }

  private Members content(@Nullable JsonDocument document) {
    try {
      Members members = document == null ? new Members(0) : members(document.tree());
      meter.allowFor(Weight.of(members));
      return members;
    } catch (IllegalStateException e) {
      unreadable = true;
      throw e;
    }
  }

  private static Members members(ObjectNode object) {
    Members members = new Members(object.size());
    object.properties().forEach(member -> members.add(member.getKey(), value(member.getValue())));
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

  private static Elements elements(JsonNode array) {
    Elements elements = new Elements(array.size());
    array.forEach(element -> elements.append(value(element)));
    return elements;
  }
}
