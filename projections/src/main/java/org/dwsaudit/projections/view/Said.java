package org.dwsaudit.projections.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.wire.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * What a payload says, as far as a view may keep it: members that neither the event nor its
 * producer holds for more sensitive than internal. Which members views ask for, the schemas hold
 * for internal.
 */
final class Said {

  private static final int TEXT_CHARS_MAX = 256;

  private final AuditEvent event;

  Said(AuditEvent event) {
    this.event = event;
  }

  private @Nullable JsonNode value(String member) {
    if (event.dataClassification().isAbove(Classification.INTERNAL)) {
      return null;
    }
    if (!event.fieldClassifications().isEmpty() && isSensitive("/payload/" + member)) {
      return null;
    }
    JsonNode value = event.payload().tree().get(member);
    return value == null || value.isNull() ? null : value;
  }

  /** A level counts for the part that it names, what is inside and what is around it. */
  private boolean isSensitive(String pointer) {
    return event.fieldClassifications().entrySet().stream()
        .filter(level -> level.getValue().isAbove(Classification.INTERNAL))
        .map(java.util.Map.Entry::getKey)
        .anyMatch(
            named ->
                named.isEmpty()
                    || named.equals(pointer)
                    || named.startsWith(pointer + "/")
                    || pointer.startsWith(named + "/"));
  }

  /** A name; null where it is absent, no text, or longer than an identifier may be. */
  @Nullable String name(String member) {
    JsonNode value = value(member);
    return value == null || !value.isTextual() || value.textValue().length() > TEXT_CHARS_MAX
        ? null
        : value.textValue();
  }

  /**
   * A name that is needed to find the row, or a status; shown only where {@link #name} is there.
   */
  @Nullable String key(String member) {
    JsonNode value = event.payload().tree().get(member);
    return value == null || !value.isTextual() || value.textValue().length() > TEXT_CHARS_MAX
        ? null
        : value.textValue();
  }

  @Nullable BigDecimal number(String member) {
    JsonNode value = value(member);
    return value == null || !value.isNumber() ? null : value.decimalValue();
  }

  BigDecimal numberOrZero(String member) {
    BigDecimal number = number(member);
    return number == null ? BigDecimal.ZERO : number;
  }

  boolean isTrue(String member) {
    JsonNode value = value(member);
    return value != null && value.isBoolean() && value.booleanValue();
  }

  boolean has(String member) {
    return value(member) != null;
  }

  java.time.@Nullable Instant time(String member) {
    String text = name(member);
    return text == null ? null : Timestamps.parse(text).orElse(null);
  }
}
