package org.dwsaudit.compliance.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dwsaudit.compliance.classification.PartPointer;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.CommitmentSecret;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.RedactionMarker;
import org.dwsaudit.schema.integrity.PartCommitments;
import org.jspecify.annotations.Nullable;

/** Working copies of an event's payload and context, made for those in which something changes. */
final class Content {

  private final AuditEvent event;
  private final @Nullable PartCommitments commitments;
  private final Map<String, ObjectNode> copies = new HashMap<>();

  /**
   * @param secret of the event's commitment; without it markers have none
   */
  Content(AuditEvent event, @Nullable CommitmentSecret secret) {
    this.event = event;
    this.commitments = secret == null ? null : new PartCommitments(event, secret);
  }

  /** Puts the marker where the part was. The part MUST be there, in no part withheld before. */
  void withhold(PartPointer part, Classification level) {
    List<String> segments = part.segments();
    ObjectNode marker =
        RedactionMarker.of(level, commitments == null ? null : commitments.of(segments));
    if (segments.size() == 1) {
      copies.put(segments.getFirst(), marker);
      return;
    }
    JsonNode parent = copies.computeIfAbsent(segments.getFirst(), this::copy);
    for (String segment : segments.subList(1, segments.size() - 1)) {
      parent = step(parent, segment);
    }
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(segments.getLast()), marker);
    } else {
      ((ObjectNode) parent).set(segments.getLast(), marker);
    }
  }

  @Nullable JsonDocument context() {
    ObjectNode copy = copies.get("context");
    return copy == null ? event.context() : JsonDocument.of(copy);
  }

  JsonDocument payload() {
    ObjectNode copy = copies.get("payload");
    return copy == null ? event.payload() : JsonDocument.of(copy);
  }

  private ObjectNode copy(String root) {
    JsonDocument context = event.context();
    JsonDocument original = root.equals("payload") || context == null ? event.payload() : context;
    return original.tree().deepCopy();
  }

  private static JsonNode step(JsonNode node, String segment) {
    return node instanceof ArrayNode ? node.get(Integer.parseInt(segment)) : node.get(segment);
  }
}
