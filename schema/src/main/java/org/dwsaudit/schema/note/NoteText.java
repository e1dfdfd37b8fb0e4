package org.dwsaudit.schema.note;

import java.nio.charset.StandardCharsets;

/** What the text of a note may be. */
final class NoteText {

  private NoteText() {}

  static void require(String text) {
    if (!text.endsWith("\n") || text.codePoints().anyMatch(NoteText::isBarred)) {
      throw new NoteException(
          "note: text without an end of line, or with control characters (expected: lines)");
    }
  }

  static boolean isBarred(int c) {
    return (c < ' ' && c != '\n') || Character.getType(c) == Character.SURROGATE;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
