package org.dwsaudit.schema.validation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.error.Rule;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.json.JsonFlaw;
import org.dwsaudit.schema.json.JsonPointers;
import org.dwsaudit.schema.json.StrictJson;
import org.dwsaudit.schema.taxonomy.EventType;
import org.dwsaudit.schema.taxonomy.NearestNames;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.jspecify.annotations.Nullable;

/** The rules of one event (DWS Spec 11, sections 2, 3 and 8). */
final class EventRules {

  private static final Set<String> MEMBERS =
      Set.of(
          "event_id",
          "event_type",
          "timestamp",
          "session_id",
          "workflow_id",
          "phase_id",
          "worker_id",
          "correlation_id",
          "base_version",
          "sequence_number",
          "context",
          "payload",
          "data_classification",
          "field_classifications");

  private final Taxonomy taxonomy;
  private final EventSchemas schemas;
  private final Limits limits;

  EventRules(Taxonomy taxonomy, EventSchemas schemas, Limits limits) {
    this.taxonomy = taxonomy;
    this.schemas = schemas;
    this.limits = limits;
  }

  /** The event, or null once the collection says what it breaks. */
  @Nullable SubmittedEvent read(int index, StrictJson json, Violations violations) {
    violations.begin(index);
    return end(check(index, json, violations), violations);
  }

  /** As {@link #read(int, StrictJson, Violations)}. */
  @Nullable SubmittedEvent read(int index, CarriedEvent carried, Violations violations) {
    violations.begin(index, carried.origin());
    for (JsonFlaw flaw : carried.carrierFlaws()) {
      violations.addAsSent(flaw.pointer(), flaw.rule(), flaw.message());
    }
    StrictJson json = carried.event();
    return end(json == null ? null : check(index, json, violations), violations);
  }

  private static @Nullable SubmittedEvent end(
      @Nullable SubmittedEvent event, Violations violations) {
    return violations.end() ? event : null;
  }

  private @Nullable SubmittedEvent check(int index, StrictJson json, Violations violations) {
    if (json.sizeBytes() > limits.eventBytesMax()) {
      violations.add(
          "",
          Rule.EVENT_TOO_LARGE,
          "event: %d bytes (limits.event_bytes: %d)"
              .formatted(json.sizeBytes(), limits.eventBytesMax()));
    }
    for (JsonFlaw flaw : json.flaws()) {
      violations.add(flaw.pointer(), flaw.rule(), flaw.message());
    }
    if (json.value() instanceof ObjectNode object) {
      return read(index, object, json.flaws(), violations);
    }
    String type = EventMembers.typeName(json.value());
    violations.add("", Rule.TYPE, "event: " + type + " (expected: an object)");
    return null;
  }

  private @Nullable SubmittedEvent read(
      int index, ObjectNode object, List<JsonFlaw> flaws, Violations violations) {
    refuseUnknownMembers(object, violations);
    EventMembers members = new EventMembers(object, limits.identifierCharsMax(), violations);
    UUID eventId = members.uuid("event_id");
    String eventType = eventType(members);
    Instant timestamp = members.timestamp("timestamp");
    UUID sessionId = sessionId(members);
    String workflowId = members.identifier("workflow_id", true);
    String phaseId = members.identifier("phase_id", false);
    String workerId = members.identifier("worker_id", false);
    String correlationId = members.identifier("correlation_id", false);
    String baseVersion = members.commitHash("base_version");
    OptionalLong sequence = members.sequenceNumber("sequence_number");
    ObjectNode context = members.object("context", false);
    ObjectNode payload = members.object("payload", true);
    Classification level = members.classification("data_classification");
    ObjectNode fieldLevels = members.object("field_classifications", false);
    Map<String, Classification> fields =
        fieldLevels == null ? Map.of() : FieldClassifications.read(fieldLevels, violations);
    if (context != null) {
      refuse(schemas.validateContext(context), flaws, violations);
    }
    if (payload != null && eventType != null) {
      refuse(schemas.validatePayload(eventType, payload), flaws, violations);
    }
    if (eventId == null
        || eventType == null
        || timestamp == null
        || sessionId == null
        || workflowId == null
        || baseVersion == null
        || payload == null) {
      return null;
    }
    return new SubmittedEvent(
        index,
        new AuditEvent(
            new EventId(eventId),
            eventType,
            timestamp,
            new SessionId(sessionId),
            workflowId,
            phaseId,
            workerId,
            correlationId,
            baseVersion,
            context == null ? null : JsonDocument.of(context),
            JsonDocument.of(payload),
            level,
            fields),
        sequence);
  }

  private void refuseUnknownMembers(ObjectNode event, Violations violations) {
    for (Iterator<String> names = event.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!MEMBERS.contains(name)) {
        violations.add(JsonPointers.append("", name), Rule.UNKNOWN_FIELD, unknownMember(name));
      }
    }
  }

  private static String unknownMember(String name) {
    return name.equals("record")
        ? "record: the store adds it (expected: an event without it)"
        : "unknown member " + Excerpt.of(name) + NearestNames.hint(name, MEMBERS);
  }

  private @Nullable String eventType(EventMembers members) {
    String name = members.text("event_type", true);
    if (name == null) {
      return null;
    }
    EventType type = taxonomy.find(name).orElse(null);
    if (taxonomy.isReserved(name)) {
      members.refuse("event_type", Rule.RESERVED, Excerpt.of(name) + " is said by the store alone");
      return null;
    }
    if (type == null) {
      String hint = NearestNames.hint(taxonomy.nearest(name));
      members.refuse(
          "event_type", Rule.UNKNOWN_EVENT_TYPE, "unknown type " + Excerpt.of(name) + hint);
      return null;
    }
    return type.name();
  }

  private @Nullable UUID sessionId(EventMembers members) {
    UUID id = members.uuid("session_id");
    if (id != null && new SessionId(id).isSystem()) {
      members.refuse("session_id", Rule.RESERVED, id + " is the store's own session");
      return null;
    }
    return id;
  }

  /** A part that could not be read as it was sent is reported as such, not by its stand-in. */
  private static void refuse(
      List<SchemaError> errors, List<JsonFlaw> flaws, Violations violations) {
    for (SchemaError error : errors) {
      if (flaws.stream().noneMatch(flaw -> flaw.pointer().equals(error.pointer()))) {
        violations.add(
            error.pointer(), Rule.PAYLOAD_SCHEMA, error.pointer() + ": " + error.message());
      }
    }
  }
}
