package org.dwsaudit.schema.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.json.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * What an event says, whatever number it has and however it was spelled. Two events with the same
 * content are one event sent twice.
 */
public final class EventContent {

  private EventContent() {}

  /**
   * The event's canonical JSON (RFC 8785) without a sequence number: the order of members, the
   * spelling of numbers, of ids and of the timestamp make no difference, nor does a classification
   * left out where the default is meant.
   */
  public static String canonical(AuditEvent event) {
    return CanonicalJson.text(tree(event, null));
  }

  /** SHA-256 of {@link #canonical} in UTF-8. */
  public static byte[] contentHash(AuditEvent event) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(canonical(event).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static ObjectNode tree(AuditEvent event, @Nullable Long sequenceNumber) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("event_id", event.eventId().toString());
    json.put("event_type", event.eventType());
    json.put("timestamp", Timestamps.text(event.timestamp()));
    json.put("session_id", event.sessionId().toString());
    json.put("workflow_id", event.workflowId());
    optional(json, "phase_id", event.phaseId());
    optional(json, "worker_id", event.workerId());
    optional(json, "correlation_id", event.correlationId());
    json.put("base_version", event.baseVersion());
    if (sequenceNumber != null) {
      json.put("sequence_number", sequenceNumber);
    }
    if (event.context() != null) {
      json.set("context", event.context().tree());
    }
    json.set("payload", event.payload().tree());
    json.put("data_classification", event.dataClassification().label());
    if (!event.fieldClassifications().isEmpty()) {
      ObjectNode levels = json.putObject("field_classifications");
      new TreeMap<>(event.fieldClassifications())
          .forEach((pointer, level) -> levels.put(pointer, level.label()));
    }
    return json;
  }

  private static void optional(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
