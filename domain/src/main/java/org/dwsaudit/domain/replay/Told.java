package org.dwsaudit.domain.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.RedactionMarker;
import org.jspecify.annotations.Nullable;

/** An event as the folds look at it: with its payload parsed, and after disclosure. */
record Told(RecordedEvent recorded) {

  AuditEvent event() {
    return recorded.event();
  }

  String type() {
    return event().eventType();
  }

  long number() {
    return recorded.sequenceNumber();
  }

  Instant at() {
    return event().timestamp();
  }

  ObjectNode payload() {
    return event().payload().tree();
  }

  /** The payload's member; null where it is absent, JSON null, or the payload is withheld. */
  @Nullable JsonNode value(String member) {
    JsonNode value = isWithheld() ? null : payload().get(member);
    return value == null || value.isNull() ? null : value;
  }

  /** The same where it is a string; null also where it is withheld. */
  @Nullable String text(String member) {
    JsonNode value = value(member);
    return value != null && value.isTextual() ? value.textValue() : null;
  }

  boolean isFalse(String member) {
    JsonNode value = value(member);
    return value != null && value.isBoolean() && !value.booleanValue();
  }

  boolean isTrue(String member) {
    JsonNode value = value(member);
    return value != null && value.isBoolean() && value.booleanValue();
  }

  /** Whether the payload as a whole was withheld. */
  boolean isWithheld() {
    return RedactionMarker.is(payload());
  }

  /** Whether there is a member, or may be one, that the reader may not see. */
  boolean isWithheld(String member) {
    JsonNode value = value(member);
    return isWithheld() || (value != null && RedactionMarker.is(value));
  }

  /** The marker in the payload's place; null where the payload is there. */
  @Nullable JsonNode marker() {
    return isWithheld() ? payload().get(RedactionMarker.NAME) : null;
  }
}
