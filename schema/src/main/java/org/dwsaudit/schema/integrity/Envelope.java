package org.dwsaudit.schema.integrity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.util.List;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.json.CanonicalJson;
import org.dwsaudit.schema.wire.Timestamps;
import org.jspecify.annotations.Nullable;

/** The members of an event that are never withheld and that a producer says, as a JSON object. */
final class Envelope {

  static final List<String> REQUIRED =
      List.of(
          "event_id",
          "event_type",
          "timestamp",
          "session_id",
          "workflow_id",
          "base_version",
          "data_classification");

  static final List<String> OPTIONAL = List.of("phase_id", "worker_id", "correlation_id");

  private Envelope() {}

  static ObjectNode of(AuditEvent event) {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    envelope.put("event_id", event.eventId().toString());
    envelope.put("event_type", event.eventType());
    envelope.put("timestamp", Timestamps.text(event.timestamp()));
    envelope.put("session_id", event.sessionId().toString());
    envelope.put("workflow_id", event.workflowId());
    optional(envelope, "phase_id", event.phaseId());
    optional(envelope, "worker_id", event.workerId());
    optional(envelope, "correlation_id", event.correlationId());
    envelope.put("base_version", event.baseVersion());
    envelope.put("data_classification", event.dataClassification().label());
    return envelope;
  }

  private static void optional(ObjectNode envelope, String name, @Nullable String value) {
    if (value != null) {
      envelope.put(name, value);
    }
  }

  /** Binds envelope and content into the event's digest. */
  static EventDigest digest(ObjectNode envelope, byte[] contentDigest) {
    MessageDigest sha = Sha256.digest();
    sha.update(Tag.EVENT);
    sha.update(contentDigest);
    return new EventDigest(Bytes32.of(sha.digest(CanonicalJson.bytes(envelope))));
  }
}
