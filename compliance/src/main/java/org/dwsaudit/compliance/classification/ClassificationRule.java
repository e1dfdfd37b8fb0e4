package org.dwsaudit.compliance.classification;

import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.json.JsonPointers;
import org.dwsaudit.schema.query.TypePattern;

/**
 * What an operator says of events: the part has at least this level.
 *
 * @param eventType a type, or a pattern as queries take it: {@code workflow.*}, {@code
 *     *.completed}, {@code *}
 * @param pointer JSON Pointer from the event's root to or into payload or context, a segment {@code
 *     *} standing for any one; empty for the event as a whole
 */
public record ClassificationRule(String eventType, String pointer, Classification level) {

  public static final int POINTER_CHARS_MAX = 1_024;

  public ClassificationRule {
    if (!TypePattern.isValid(eventType)) {
      throw new IllegalArgumentException("event_type: " + eventType + " (expected: a pattern)");
    }
    if (!isPointer(pointer)) {
      throw new IllegalArgumentException("pointer: " + pointer + " (expected: a JSON Pointer)");
    }
  }

  /** Whether the text is a pointer that a rule can have. */
  public static boolean isPointer(String text) {
    return text.length() <= POINTER_CHARS_MAX
        && JsonPointers.isValid(text)
        && (text.isEmpty() || isAtOrUnder(text, "/payload") || isAtOrUnder(text, "/context"));
  }

  private static boolean isAtOrUnder(String pointer, String root) {
    return pointer.startsWith(root)
        && (pointer.length() == root.length() || pointer.charAt(root.length()) == '/');
  }

  boolean appliesTo(String type) {
    return TypePattern.matches(eventType, type);
  }
}
