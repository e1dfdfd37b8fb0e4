package org.dwsaudit.projections.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RedactionMarker;
import org.dwsaudit.schema.wire.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * What a payload says, as far as a view may keep it.
 *
 * @param event as it is stored
 * @param shown what of it those may see who may see views
 */
record Said(AuditEvent event, AuditEvent shown) {

  private static final int TEXT_CHARS_MAX = 256;

  private @Nullable JsonNode value(String member) {
    JsonNode value = shown.payload().tree().get(member);
    return value == null || value.isNull() || RedactionMarker.is(value) ? null : value;
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

  /** Whether it is there, or something in it that may be shown. */
  boolean has(String member) {
    return value(member) != null;
  }

  java.time.@Nullable Instant time(String member) {
    String text = name(member);
    return text == null ? null : Timestamps.parse(text).orElse(null);
  }
}
