package org.dwsaudit.schema.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dwsaudit.schema.json.CompactJson;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON object, kept as compact text in the members' original order and parsed when
 * somebody looks inside. Safe for use by several threads.
 */
public final class JsonDocument {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** What it was made from: a text or a tree. The other is made when somebody asks for it. */
  private final Object given;

  private volatile @Nullable String madeText;
  private volatile @Nullable ObjectNode madeTree;

  private JsonDocument(Object given) {
    this.given = given;
  }

  /** Takes the object over: the caller MUST NOT change it afterwards. */
  public static JsonDocument of(ObjectNode tree) {
    return new JsonDocument(tree);
  }

  /** The text MUST be one valid JSON object, as {@link #text()} gives it. */
  public static JsonDocument ofText(String text) {
    return new JsonDocument(text);
  }

  public String text() {
    if (given instanceof String text) {
      return text;
    }
    String made = madeText;
    if (made == null) {
      made = CompactJson.text(tree());
      madeText = made;
    }
    return made;
  }

  /** The object, shared: callers MUST NOT change it; {@code deepCopy()} it to work on it. */
  public ObjectNode tree() {
    if (given instanceof ObjectNode tree) {
      return tree;
    }
    ObjectNode made = madeTree;
    if (made == null) {
      made = parse(text());
      madeTree = made;
    }
    return made;
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
    return other instanceof JsonDocument document && text().equals(document.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
