package org.dwsaudit.schema.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.error.Rule;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.json.JsonPointers;

/** Reads {@code field_classifications}: JSON Pointer into the payload or context → level. */
final class FieldClassifications {

  private static final String NAME = "field_classifications";

  private FieldClassifications() {}

  static Map<String, Classification> read(ObjectNode object, Violations violations) {
    Map<String, Classification> levels = new HashMap<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String pointer = member.getKey();
      String at = JsonPointers.append('/' + NAME, pointer);
      if (!isInside(pointer) || !JsonPointers.isValid(pointer)) {
        violations.add(
            at,
            Rule.JSON_POINTER,
            NAME
                + ": "
                + Excerpt.of(pointer)
                + " (expected: a JSON Pointer that begins with /payload or /context)");
      }
      read(member.getValue(), pointer, at, levels, violations);
    }
    return levels;
  }

  private static void read(
      JsonNode level,
      String pointer,
      String at,
      Map<String, Classification> levels,
      Violations violations) {
    if (!level.isTextual()) {
      String type = EventMembers.typeName(level);
      violations.add(at, Rule.TYPE, NAME + ": " + type + " (expected: a string)");
      return;
    }
    Classification.ofLabel(level.textValue())
        .ifPresentOrElse(
            known -> levels.put(pointer, known),
            () ->
                violations.add(
                    at, Rule.CLASSIFICATION, NAME + ": " + unknownLevel(level.textValue())));
  }

  static String unknownLevel(String text) {
    return Excerpt.of(text) + " (expected: public, internal, confidential or restricted)";
  }

  private static boolean isInside(String pointer) {
    return isAtOrUnder(pointer, "/payload") || isAtOrUnder(pointer, "/context");
  }

  private static boolean isAtOrUnder(String pointer, String root) {
    return pointer.startsWith(root)
        && (pointer.length() == root.length() || pointer.charAt(root.length()) == '/');
  }
}
