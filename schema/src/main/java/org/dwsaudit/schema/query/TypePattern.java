package org.dwsaudit.schema.query;

/** Event type patterns: an exact name, or one {@code *} at the start, at the end, or alone. */
public final class TypePattern {

  private TypePattern() {}

  public static boolean matches(String pattern, String eventType) {
    if (pattern.equals("*")) {
      return true;
    }
    if (pattern.endsWith("*")) {
      return eventType.startsWith(pattern.substring(0, pattern.length() - 1));
    }
    if (pattern.startsWith("*")) {
      return eventType.endsWith(pattern.substring(1));
    }
    return eventType.equals(pattern);
  }

  /** Whether the text is a pattern as described: no second wildcard, none in the middle. */
  public static boolean isValid(String pattern) {
    int star = pattern.indexOf('*');
    return !pattern.isEmpty()
        && star == pattern.lastIndexOf('*')
        && (star <= 0 || star == pattern.length() - 1);
  }
}
