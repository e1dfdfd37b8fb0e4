package org.dwsaudit.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** JSON without white space, members in their own order, numbers as they are kept. */
public final class CompactJson {

  private CompactJson() {}

  /**
   * The value's text.
   *
   * @throws IllegalArgumentException if a text in it has a lone surrogate
   */
  public static String text(JsonNode value) {
    Utf8Buffer out = new Utf8Buffer(512);
    write(value, out);
    return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
  }

  private static void write(JsonNode value, Utf8Buffer out) {
    if (value.isTextual()) {
      CanonicalJson.writeText(value.textValue(), out);
    } else if (value.isObject()) {
      object(value, out);
    } else if (value.isArray()) {
      array(value, out);
    } else {
      out.putText(value.asText());
    }
  }

  private static void object(JsonNode object, Utf8Buffer out) {
    out.put((byte) '{');
    boolean first = true;
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!first) {
        out.put((byte) ',');
      }
      first = false;
      CanonicalJson.writeText(member.getKey(), out);
      out.put((byte) ':');
      write(member.getValue(), out);
    }
    out.put((byte) '}');
  }

  private static void array(JsonNode array, Utf8Buffer out) {
    out.put((byte) '[');
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        out.put((byte) ',');
      }
      write(array.get(i), out);
    }
    out.put((byte) ']');
  }

  /** How many bytes the value's text has; lone surrogates count as two. */
  static int sizeBytes(JsonNode value) {
    if (value.isTextual()) {
      return quotedBytes(value.textValue());
    }
    if (!value.isContainerNode()) {
      return value.asText().length();
    }
    int size = 2 + Math.max(0, value.size() - 1);
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        size += quotedBytes(member.getKey()) + 1 + sizeBytes(member.getValue());
      }
    } else {
      for (JsonNode element : value) {
        size += sizeBytes(element);
      }
    }
    return size;
  }

  private static int quotedBytes(String text) {
    int size = 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        size += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      } else if (c >= 0x20) {
        size += c == '"' || c == '\\' ? 2 : 1;
      } else {
        size += c == '\b' || c == '\t' || c == '\n' || c == '\f' || c == '\r' ? 2 : 6;
      }
    }
    return size;
  }
}
