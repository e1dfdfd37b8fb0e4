package org.dwsaudit.schema.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Says where and why bytes are not JSON. */
final class Malformed {

  private static final int MESSAGE_CHARS_MAX = 200;

  private Malformed() {}

  static MalformedJsonException of(JsonProcessingException e) {
    String message = e.getOriginalMessage() == null ? "not JSON" : e.getOriginalMessage();
    int source = message.indexOf(" (start marker at");
    String shown = source < 0 ? message : message.substring(0, source);
    JsonLocation location = e.getLocation();
    return at(location == null ? JsonLocation.NA : location, cut(shown));
  }

  private static String cut(String message) {
    String line = message.replace('\n', ' ').replace('\r', ' ');
    return line.length() <= MESSAGE_CHARS_MAX ? line : line.substring(0, MESSAGE_CHARS_MAX) + "…";
  }

  static MalformedJsonException at(JsonLocation location, String problem) {
    return new MalformedJsonException(
        problem, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  static void requireUtf8(byte[] bytes, int offset, int length) {
    int to = offset + length;
    if (length >= 2) {
      int first = bytes[offset] & 0xFF;
      int second = bytes[offset + 1] & 0xFF;
      if (first == 0xEF && second == 0xBB) {
        throw new MalformedJsonException("a byte order mark (expected: UTF-8 without one)", 1, 1);
      }
      if (first == 0 || second == 0 || (first >= 0xFE && second >= 0xFE)) {
        throw new MalformedJsonException("UTF-16 or UTF-32 (expected: UTF-8)", 1, 1);
      }
    }
    int invalid = Utf8.firstInvalid(bytes, offset, to);
    if (invalid >= 0) {
      throw atByte(bytes, offset, invalid);
    }
  }

  private static MalformedJsonException atByte(byte[] bytes, int from, int index) {
    int line = 1;
    int lineStart = from;
    for (int i = from; i < index; i++) {
      if (bytes[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    String problem = "byte 0x%02x (expected: UTF-8)".formatted(bytes[index] & 0xFF);
    return new MalformedJsonException(problem, line, index - lineStart + 1);
  }
}
