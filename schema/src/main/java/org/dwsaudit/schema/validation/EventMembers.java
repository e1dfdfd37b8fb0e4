package org.dwsaudit.schema.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.error.Rule;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.wire.Timestamps;
import org.dwsaudit.schema.wire.Uuids;
import org.jspecify.annotations.Nullable;

/** Reads the common fields of one event; what is missing or wrong comes back as null. */
final class EventMembers {

  private static final long INTEGER_MAX = 1L << 53;

  private final ObjectNode event;
  private final int identifierCharsMax;
  private final Violations violations;

  EventMembers(ObjectNode event, int identifierCharsMax, Violations violations) {
    this.event = event;
    this.identifierCharsMax = identifierCharsMax;
    this.violations = violations;
  }

  @Nullable UUID uuid(String name) {
    String text = text(name, true);
    if (text == null) {
      return null;
    }
    UUID uuid = Uuids.parse(text).orElse(null);
    if (uuid == null) {
      refuse(name, Rule.UUID, Excerpt.of(text) + " (expected: " + Uuids.EXPECTED + ")");
    }
    return uuid;
  }

  @Nullable Instant timestamp(String name) {
    String text = text(name, true);
    if (text == null) {
      return null;
    }
    Instant instant = Timestamps.parse(text).orElse(null);
    if (instant == null) {
      refuse(name, Rule.TIMESTAMP, Timestamps.problem(text));
    }
    return instant;
  }

  @Nullable String identifier(String name, boolean required) {
    String text = text(name, required);
    if (text == null) {
      return null;
    }
    int characters = text.codePointCount(0, text.length());
    if (characters < 1 || characters > identifierCharsMax) {
      refuse(
          name,
          Rule.LENGTH,
          "%d characters (expected: 1..%d, limits.identifier_chars)"
              .formatted(characters, identifierCharsMax));
    }
    if (hasControl(text)) {
      refuse(name, Rule.CHARACTERS, Excerpt.of(text) + " (expected: no control characters)");
    }
    return text;
  }

  @Nullable String commitHash(String name) {
    String text = text(name, true);
    if (text == null) {
      return null;
    }
    if (text.length() < 7 || text.length() > 64 || !isHex(text)) {
      refuse(
          name,
          Rule.COMMIT_HASH,
          Excerpt.of(text) + " (expected: a git commit hash, 7 to 64 hex digits)");
    }
    return text;
  }

  OptionalLong sequenceNumber(String name) {
    JsonNode node = event.get(name);
    if (node == null) {
      return OptionalLong.empty();
    }
    if (!node.isNumber()) {
      refuseType(name, node, "an integer");
      return OptionalLong.empty();
    }
    double value = node.doubleValue();
    if (value != Math.rint(value) || value < 1 || value > INTEGER_MAX) {
      refuse(
          name,
          Rule.SEQUENCE_NUMBER,
          Excerpt.of(node.asText()) + " (expected: an integer, 1 or more)");
      return OptionalLong.empty();
    }
    return OptionalLong.of(node.longValue());
  }

  @Nullable ObjectNode object(String name, boolean required) {
    JsonNode node = event.get(name);
    if (node instanceof ObjectNode object) {
      return object;
    }
    if (node != null) {
      refuseType(name, node, "an object");
    } else if (required) {
      refuseMissing(name);
    }
    return null;
  }

  Classification classification(String name) {
    String text = text(name, false);
    if (text == null) {
      return Classification.DEFAULT;
    }
    Classification level = Classification.ofLabel(text).orElse(null);
    if (level == null) {
      refuse(name, Rule.CLASSIFICATION, FieldClassifications.unknownLevel(text));
      return Classification.DEFAULT;
    }
    return level;
  }

  @Nullable String text(String name, boolean required) {
    JsonNode node = event.get(name);
    if (node != null && node.isTextual()) {
      return node.textValue();
    }
    if (node != null) {
      refuseType(name, node, "a string");
    } else if (required) {
      refuseMissing(name);
    }
    return null;
  }

  void refuse(String name, Rule rule, String problem) {
    violations.add('/' + name, rule, name + ": " + problem);
  }

  private void refuseMissing(String name) {
    refuse(name, Rule.REQUIRED, "missing (every event has it)");
  }

  private void refuseType(String name, JsonNode node, String expected) {
    refuse(name, Rule.TYPE, typeName(node) + " (expected: " + expected + ")");
  }

  static String typeName(JsonNode node) {
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
        return false;
      }
    }
    return true;
  }
}
