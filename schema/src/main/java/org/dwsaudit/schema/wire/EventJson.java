package org.dwsaudit.schema.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * A recorded event as JSON: the common fields in the order of DWS Spec 11, section 2, those that it
 * does not have left out, then its classification and what the store adds as {@code record}. The
 * same event always gives the same text.
 */
public final class EventJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private EventJson() {}

  /** One line of compact JSON. */
  public static String text(RecordedEvent recorded) {
    StringWriter out = new StringWriter(512 + recorded.event().payload().text().length());
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      write(recorded, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /** Writes the event as one value; context and payload go through as the text that they are. */
  public static void write(RecordedEvent recorded, JsonGenerator json) throws IOException {
    AuditEvent event = recorded.event();
    json.writeStartObject();
    json.writeStringField("event_id", event.eventId().toString());
    json.writeStringField("event_type", event.eventType());
    json.writeStringField("timestamp", Timestamps.text(event.timestamp()));
    json.writeStringField("session_id", event.sessionId().toString());
    json.writeStringField("workflow_id", event.workflowId());
    optional(json, "phase_id", event.phaseId());
    optional(json, "worker_id", event.workerId());
    optional(json, "correlation_id", event.correlationId());
    json.writeStringField("base_version", event.baseVersion());
    json.writeNumberField("sequence_number", recorded.sequenceNumber());
    document(json, "context", event.context());
    document(json, "payload", event.payload());
    json.writeStringField("data_classification", event.dataClassification().label());
    fieldClassifications(json, event.fieldClassifications());
    json.writeObjectFieldStart("record");
    json.writeStringField("position", recorded.position().toString());
    json.writeStringField("recorded_at", Timestamps.text(recorded.recordedAt()));
    optional(json, "leaf_hash", recorded.leafHash());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void optional(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static void document(JsonGenerator json, String name, @Nullable JsonDocument document)
      throws IOException {
    if (document != null) {
      json.writeFieldName(name);
      json.writeRawValue(document.text());
    }
  }

  private static void fieldClassifications(JsonGenerator json, Map<String, Classification> levels)
      throws IOException {
    if (levels.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("field_classifications");
    for (Map.Entry<String, Classification> level : new TreeMap<>(levels).entrySet()) {
      json.writeStringField(level.getKey(), level.getValue().label());
    }
    json.writeEndObject();
  }

  /**
   * The same as a tree. Context and payload are the event's own, shared: callers MUST NOT change
   * what is inside them.
   */
  public static ObjectNode tree(RecordedEvent recorded) {
    ObjectNode json = EventContent.tree(recorded.event(), recorded.sequenceNumber());
    ObjectNode record =
        json.putObject("record")
            .put("position", recorded.position().toString())
            .put("recorded_at", Timestamps.text(recorded.recordedAt()));
    if (recorded.leafHash() != null) {
      record.put("leaf_hash", recorded.leafHash());
    }
    return json;
  }
}
