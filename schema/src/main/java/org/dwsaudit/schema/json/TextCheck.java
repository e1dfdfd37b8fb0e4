package org.dwsaudit.schema.json;

import org.jspecify.annotations.Nullable;

/** Finds text that JSON can spell but that is not text: NUL and lone surrogates. */
final class TextCheck {

  private TextCheck() {}

  /** What is wrong with the text, or null. */
  static @Nullable String problem(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return "NUL (U+0000)";
      }
      if (Character.isSurrogate(c)) {
        if (!isPair(text, i)) {
          return "a lone surrogate (U+%04X)".formatted((int) c);
        }
        i++;
      }
    }
    return null;
  }

  private static boolean isPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }
}
