package org.dwsaudit.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in its one canonical form (RFC 8785): members sorted by UTF-16 code units, numbers as
 * ECMAScript writes them, no white space. Values of the same content have the same bytes.
 *
 * <p>Numbers MUST be such that a double carries them and text MUST be free of lone surrogates, as
 * {@link StrictJsonReader} reports; {@link IllegalArgumentException} otherwise. Recursion goes as
 * deep as the value is nested.
 */
public final class CanonicalJson {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private CanonicalJson() {}

  public static byte[] bytes(JsonNode value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  public static String text(JsonNode value) {
    StringBuilder out = new StringBuilder(256);
    write(out, value);
    return out.toString();
  }

  private static void write(StringBuilder out, JsonNode value) {
    switch (value.getNodeType()) {
      case OBJECT -> object(out, value);
      case ARRAY -> array(out, value);
      case STRING -> string(out, value.textValue());
      case NUMBER -> CanonicalNumber.write(out, value);
      case BOOLEAN, NULL -> out.append(value.asText());
      case MISSING, BINARY, POJO ->
          throw new IllegalArgumentException("not JSON: " + value.getNodeType());
    }
  }

  private static void object(StringBuilder out, JsonNode object) {
    TreeMap<String, JsonNode> members = new TreeMap<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      members.put(member.getKey(), member.getValue());
    }
    char separator = '{';
    for (Map.Entry<String, JsonNode> member : members.entrySet()) {
      string(out.append(separator), member.getKey());
      write(out.append(':'), member.getValue());
      separator = ',';
    }
    out.append(members.isEmpty() ? "{}" : "}");
  }

  private static void array(StringBuilder out, JsonNode array) {
    char separator = '[';
    for (JsonNode element : array) {
      write(out.append(separator), element);
      separator = ',';
    }
    out.append(array.isEmpty() ? "[]" : "]");
  }

  private static void string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(out, text, i);
    }
    out.append('"');
  }

  private static void character(StringBuilder out, String text, int i) {
    char c = text.charAt(i);
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> {
        if (c < 0x20) {
          out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xF]);
        } else if (Character.isSurrogate(c) && !TextCheck.isInPair(text, i)) {
          throw new IllegalArgumentException("text with a lone surrogate");
        } else {
          out.append(c);
        }
      }
    }
  }
}
