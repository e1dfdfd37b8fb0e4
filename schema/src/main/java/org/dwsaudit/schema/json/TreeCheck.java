package org.dwsaudit.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Walks a tree that was built by other means; never deeper than the limit. */
final class TreeCheck {

  private final int depthMax;
  private final Flaws flaws;

  TreeCheck(int depthMax, Flaws flaws) {
    this.depthMax = depthMax;
    this.flaws = flaws;
  }

  void check(JsonNode root) {
    check("", root, 1);
  }

  private void check(String pointer, JsonNode node, int depth) {
    if (node.isContainerNode()) {
      if (depth > depthMax) {
        flaws.tooDeep(pointer, depthMax);
      } else if (node.isObject()) {
        members(pointer, node, depth);
      } else {
        elements(pointer, node, depth);
      }
    } else if (node.isTextual()) {
      String problem = TextCheck.problem(node.textValue());
      if (problem != null) {
        flaws.characters(pointer, problem);
      }
    } else if (node.isNumber() && !isExact(node)) {
      flaws.inexactNumber(pointer, node.asText());
    }
  }

  private void members(String pointer, JsonNode node, int depth) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = member.getKey();
      String memberPointer = JsonPointers.append(pointer, name);
      String problem = TextCheck.problem(name);
      if (problem != null) {
        flaws.characters(memberPointer, problem);
      }
      flaws.name(memberPointer, name);
      check(memberPointer, member.getValue(), depth + 1);
    }
  }

  private void elements(String pointer, JsonNode node, int depth) {
    for (int i = 0; i < node.size(); i++) {
      check(JsonPointers.append(pointer, i), node.get(i), depth + 1);
    }
  }

  private static boolean isExact(JsonNode number) {
    if (number.isInt() || number.isShort()) {
      return true;
    }
    return number.isFloat() || number.isDouble()
        ? Double.isFinite(number.doubleValue())
        : ShortestDecimal.parse(number.asText()).isExact();
  }
}
