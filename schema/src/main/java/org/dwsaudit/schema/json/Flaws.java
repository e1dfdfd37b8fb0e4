package org.dwsaudit.schema.json;

import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.error.Rule;
import org.dwsaudit.schema.event.RedactionMarker;

/** Collects the flaws of one document and knows what each is called. */
final class Flaws {

  private List<JsonFlaw> list = List.of();
  private boolean tooDeep;

  List<JsonFlaw> list() {
    return list;
  }

  boolean tooDeep() {
    return tooDeep;
  }

  void duplicateKey(String pointer, String name) {
    add(pointer, Rule.DUPLICATE_KEY, "member " + Excerpt.of(name) + " twice in one object");
  }

  void characters(String pointer, String problem) {
    add(pointer, Rule.CHARACTERS, "text with " + problem + " (expected: Unicode text without NUL)");
  }

  void inexactNumber(String pointer, String literal) {
    add(
        pointer,
        Rule.NUMBER_NOT_EXACT,
        "number "
            + Excerpt.of(literal)
            + ": an IEEE 754 double cannot carry it exactly (send it as a string)");
  }

  void tooDeep(String pointer, int depthMax) {
    tooDeep = true;
    add(
        pointer,
        Rule.NESTING_TOO_DEEP,
        "nested deeper than " + depthMax + " levels (limits.depth: " + depthMax + ")");
  }

  void name(String pointer, String name) {
    if (name.equals(RedactionMarker.NAME)) {
      add(pointer, Rule.RESERVED, "member \"$redacted\": the name marks what was redacted");
    }
  }

  private void add(String pointer, Rule rule, String message) {
    if (list.isEmpty()) {
      list = new ArrayList<>();
    }
    if (list.size() < StrictJson.FLAWS_MAX) {
      list.add(new JsonFlaw(pointer, rule, message));
    }
  }
}
