package org.dwsaudit.schema.integrity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.json.CanonicalJson;
import org.dwsaudit.schema.json.Utf8Buffer;
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

  /** The event's envelope in canonical form (RFC 8785): these members, in this order. */
  static void write(AuditEvent event, Utf8Buffer out) {
    out.putText("{\"base_version\":");
    CanonicalJson.writeText(event.baseVersion(), out);
    member("correlation_id", event.correlationId(), out);
    member("data_classification", event.dataClassification().label(), out);
    member("event_id", event.eventId().toString(), out);
    member("event_type", event.eventType(), out);
    member("phase_id", event.phaseId(), out);
    member("session_id", event.sessionId().toString(), out);
    member("timestamp", Timestamps.text(event.timestamp()), out);
    member("worker_id", event.workerId(), out);
    member("workflow_id", event.workflowId(), out);
    out.put((byte) '}');
  }

  private static void member(String name, @Nullable String value, Utf8Buffer out) {
    if (value != null) {
      out.putText(",\"").putText(name).putText("\":");
      CanonicalJson.writeText(value, out);
    }
  }

  /** Binds the envelope that somebody hands over and the content into the event's digest. */
  static EventDigest digest(ObjectNode envelope, byte[] contentDigest, NodeHasher hasher) {
    CanonicalJson.write(envelope, hasher.clear().put(Tag.EVENT).put(contentDigest));
    return new EventDigest(Bytes32.of(hasher.hash()));
  }
}
