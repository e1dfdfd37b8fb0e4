package org.dwsaudit.schema.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON object, kept as compact text in the members' original order and parsed when
 * somebody looks inside. Safe for use by several threads.
 */
public final class JsonDocument {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final String text;
  private @Nullable ObjectNode tree;

  private JsonDocument(String text, @Nullable ObjectNode tree) {
    this.text = text;
    this.tree = tree;
  }

  /** Takes the object over: the caller MUST NOT change it afterwards. */
  public static JsonDocument of(ObjectNode tree) {
    return new JsonDocument(tree.toString(), tree);
  }

  /** The text MUST be one valid JSON object, as {@link #text()} gives it. */
  public static JsonDocument ofText(String text) {
    return new JsonDocument(text, null);
  }

  public String text() {
    return text;
  }

  /** The object, shared: callers MUST NOT change it; {@code deepCopy()} it to work on it. */
  public ObjectNode tree() {
    ObjectNode parsed = tree;
    if (parsed == null) {
      parsed = parse(text);
      tree = parsed;
    }
    return parsed;
  }

  private static ObjectNode parse(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored JSON does not parse", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonDocument document && text.equals(document.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
