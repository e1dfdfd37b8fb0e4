package org.dwsaudit.schema.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dwsaudit.schema.error.Excerpt;
import org.jspecify.annotations.Nullable;

/** The JSON Schemas by their {@code $id}: those that ship, and those that an operator added. */
final class SchemaDocuments {

  static final String PREFIX = "urn:dws-audit:schema:event:";
  static final String COMMON = PREFIX + "common";

  private static final String FOLDER = "/org/dwsaudit/schema/events/";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Map<String, JsonNode> extensions;
  private final Map<String, JsonNode> shipped = new ConcurrentHashMap<>();

  SchemaDocuments(Map<String, JsonNode> extensions) {
    this.extensions = Map.copyOf(extensions);
  }

  SchemaDocuments with(String eventType, ObjectNode schema) {
    Map<String, JsonNode> more = new ConcurrentHashMap<>(extensions);
    more.put(PREFIX + eventType, schema.deepCopy().put("$id", PREFIX + eventType));
    return new SchemaDocuments(more);
  }

  /** The document, or null if there is none of this name. */
  @Nullable JsonNode find(String id) {
    JsonNode extension = extensions.get(id);
    return extension != null ? extension : shipped(id);
  }

  JsonNode ofType(String eventType) {
    JsonNode document = find(PREFIX + eventType);
    if (document == null) {
      throw new IllegalStateException("no schema for event type " + Excerpt.of(eventType));
    }
    return document;
  }

  private @Nullable JsonNode shipped(String id) {
    JsonNode known = shipped.get(id);
    if (known != null) {
      return known;
    }
    JsonNode loaded = load(id);
    if (loaded != null) {
      shipped.put(id, loaded);
    }
    return loaded;
  }

  private static @Nullable JsonNode load(String id) {
    if (!id.startsWith(PREFIX) || !isPlain(id.substring(PREFIX.length()))) {
      return null;
    }
    String resource = FOLDER + id.substring(PREFIX.length()) + ".schema.json";
    try (InputStream in = SchemaDocuments.class.getResourceAsStream(resource)) {
      return in == null ? null : MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPlain(String name) {
    return name.chars()
        .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.');
  }
}
