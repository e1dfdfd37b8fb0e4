package org.dwsaudit.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/**
 * JSON in its one canonical form (RFC 8785): members sorted by UTF-16 code units, numbers as
 * ECMAScript writes them, no white space. Values of the same content have the same bytes.
 *
 * <p>Numbers MUST be such that a double carries them and text MUST be free of lone surrogates, as
 * {@link StrictJsonReader} reports; {@link IllegalArgumentException} otherwise. Recursion goes as
 * deep as the value is nested.
 */
public final class CanonicalJson {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final Comparator<Map.Entry<String, JsonNode>> BY_NAME = Map.Entry.comparingByKey();

  private CanonicalJson() {}

  public static String text(JsonNode value) {
    Utf8Buffer out = new Utf8Buffer(256);
    write(value, out);
    return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
  }

  /** An object's members in their canonical order. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static Map.Entry<String, JsonNode>[] members(JsonNode object) {
    Map.Entry<String, JsonNode>[] members =
        object.properties().toArray((Map.Entry<String, JsonNode>[]) new Map.Entry[0]);
    Arrays.sort(members, BY_NAME);
    return members;
  }

  public static void write(JsonNode value, Utf8Buffer out) {
    switch (value.getNodeType()) {
      case OBJECT -> object(value, out);
      case ARRAY -> array(value, out);
      case STRING -> writeText(value.textValue(), out);
      case NUMBER -> CanonicalNumber.write(value, out);
      case BOOLEAN, NULL -> out.putText(value.asText());
      case MISSING, BINARY, POJO ->
          throw new IllegalArgumentException("not JSON: " + value.getNodeType());
    }
  }

  private static void object(JsonNode object, Utf8Buffer out) {
    out.put((byte) '{');
    boolean first = true;
    for (Map.Entry<String, JsonNode> member : members(object)) {
      if (!first) {
        out.put((byte) ',');
      }
      first = false;
      writeText(member.getKey(), out);
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

  /** A text as a JSON string, quoted and escaped. */
  public static void writeText(String text, Utf8Buffer out) {
    out.put((byte) '"');
    int end = text.length();
    for (int i = out.putPlain(text, 0); i < end; i = out.putPlain(text, i + 1)) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        i = out.putBeyondAscii(text, i);
      } else {
        escape(c, out);
      }
    }
    out.put((byte) '"');
  }

  private static void escape(char c, Utf8Buffer out) {
    out.put((byte) '\\');
    switch (c) {
      case '"', '\\' -> out.put((byte) c);
      case '\b' -> out.put((byte) 'b');
      case '\t' -> out.put((byte) 't');
      case '\n' -> out.put((byte) 'n');
      case '\f' -> out.put((byte) 'f');
      case '\r' -> out.put((byte) 'r');
      default -> out.putText("u00").put(HEX[c >> 4]).put(HEX[c & 0xF]);
    }
  }
}
