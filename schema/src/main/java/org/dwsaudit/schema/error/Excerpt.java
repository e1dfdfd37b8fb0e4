package org.dwsaudit.schema.error;

/** Foreign text as messages may show it: quoted, cut short, nothing in it but visible text. */
public final class Excerpt {

  private static final int CHARS_MAX = 64;

  private Excerpt() {}

  /** At most 64 characters of the text in quotes; control characters and quotes are escaped. */
  public static String of(String text) {
    StringBuilder quoted = new StringBuilder(Math.min(text.length(), CHARS_MAX) + 8).append('"');
    int end = Math.min(text.length(), CHARS_MAX);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      append(quoted, text, i);
    }
    return quoted.append(end < text.length() ? "…\"" : "\"").toString();
  }

  private static void append(StringBuilder quoted, String text, int i) {
    char c = text.charAt(i);
    if (c == '"' || c == '\\') {
      quoted.append('\\').append(c);
    } else if (Character.isISOControl(c) || isFormat(c) || isLoneSurrogate(text, i)) {
      quoted.append("\\u%04x".formatted((int) c));
    } else {
      quoted.append(c);
    }
  }

  private static boolean isFormat(char c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
