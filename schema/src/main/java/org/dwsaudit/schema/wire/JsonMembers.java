package org.dwsaudit.schema.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.taxonomy.NearestNames;

/**
 * Reads the members of a JSON object strictly. Whatever does not fit is refused with the one code
 * given, by a message that names the member, what was there and what was expected. A member that is
 * null counts as absent only where a method says so.
 */
public final class JsonMembers {

  private final ObjectNode object;
  private final String path;
  private final ErrorCode code;

  private JsonMembers(ObjectNode object, String path, ErrorCode code) {
    this.object = object;
    this.path = path;
    this.code = code;
  }

  /**
   * @param name what messages call the value
   */
  public static JsonMembers of(JsonNode value, String name, ErrorCode code) {
    if (value instanceof ObjectNode object) {
      return new JsonMembers(object, name, code);
    }
    throw new AuditException(code, name + ": " + type(value) + " (expected: an object)");
  }

  /** Refuses a member of any other name, with the nearest that is known. */
  public JsonMembers onlyKnown(Collection<String> known) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                String hint = NearestNames.hint(name, known);
                throw new AuditException(
                    code, path + ": unknown member " + Excerpt.of(name) + hint);
              }
            });
    return this;
  }

  public Optional<String> text(String name) {
    JsonNode value = object.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw refuse(name, type(value), "a string");
    }
    return Optional.of(value.textValue());
  }

  /** A string of 1 to the given number of characters. */
  public String requiredText(String name, int charsMax) {
    String value = text(name).orElseThrow(() -> missing(name));
    if (value.isEmpty() || value.length() > charsMax) {
      throw refuse(name, value.length() + " characters", "1.." + charsMax);
    }
    return value;
  }

  /** As {@link #text}, null being absent. */
  public Optional<String> nullableText(String name) {
    return object.path(name).isNull() ? Optional.empty() : text(name);
  }

  public UUID requiredUuid(String name) {
    return uuid(name, text(name).orElseThrow(() -> missing(name)));
  }

  /** Reads an element or member of this name as a UUID. */
  public UUID uuid(String name, String text) {
    return Uuids.parse(text).orElseThrow(() -> refuse(name, Excerpt.of(text), Uuids.EXPECTED));
  }

  public Optional<Instant> instant(String name) {
    return text(name)
        .map(
            text ->
                Timestamps.parse(text)
                    .orElseThrow(
                        () ->
                            new AuditException(
                                code, path + "." + name + ": " + Timestamps.problem(text))));
  }

  public Instant requiredInstant(String name) {
    return instant(name).orElseThrow(() -> missing(name));
  }

  public OptionalLong integer(String name, long min, long max) {
    JsonNode value = object.get(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < min
        || value.longValue() > max) {
      String found = value.isNumber() ? Excerpt.of(value.asText()) : type(value);
      throw refuse(name, found, min + ".." + max);
    }
    return OptionalLong.of(value.longValue());
  }

  public long requiredInteger(String name, long min, long max) {
    return integer(name, min, max).orElseThrow(() -> missing(name));
  }

  /** A list of strings, none of them empty; an absent one is empty. */
  public List<String> texts(String name, int entriesMax) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : elements(name, entriesMax)) {
      if (!element.isTextual() || element.textValue().isEmpty()) {
        String found = element.isTextual() ? Excerpt.of("") : type(element);
        throw refuse(name + "[" + texts.size() + "]", found, "a string that is not empty");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /** The elements of an array; of an absent one none. */
  public List<JsonNode> elements(String name, int entriesMax) {
    JsonNode value = object.get(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw refuse(name, type(value), "an array");
    }
    if (value.size() > entriesMax) {
      throw refuse(name, value.size() + " entries", "0.." + entriesMax);
    }
    return value.valueStream().toList();
  }

  public Optional<JsonMembers> object(String name) {
    return value(name).map(value -> of(value, path + "." + name, code));
  }

  public JsonMembers requiredObject(String name) {
    return object(name).orElseThrow(() -> missing(name));
  }

  public Optional<JsonNode> value(String name) {
    return Optional.ofNullable(object.get(name));
  }

  public JsonNode requiredValue(String name) {
    return value(name).orElseThrow(() -> missing(name));
  }

  /** An error about a member: {@code path.name: found (expected: …)}. */
  public AuditException refuse(String name, String found, String expected) {
    return new AuditException(
        code, path + "." + name + ": " + found + " (expected: " + expected + ")");
  }

  private AuditException missing(String name) {
    return new AuditException(code, path + "." + name + ": missing");
  }

  private static String type(JsonNode value) {
    return value.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
