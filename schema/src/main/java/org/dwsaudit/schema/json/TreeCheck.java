package org.dwsaudit.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    if (!node.isContainerNode()) {
      scalar(pointer, null, node);
    } else if (depth > depthMax) {
      flaws.tooDeep(pointer, depthMax);
    } else if (node.isObject()) {
      members(pointer, node, depth);
    } else {
      elements(pointer, node, depth);
    }
  }

  // a pointer is spelled out where something is wrong, or further inside
  private void members(String pointer, JsonNode node, int depth) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = member.getKey();
      String problem = TextCheck.problem(name);
      if (problem != null) {
        flaws.characters(JsonPointers.append(pointer, name), problem);
      }
      if (name.startsWith("$")) {
        flaws.name(JsonPointers.append(pointer, name), name);
      }
      JsonNode value = member.getValue();
      if (value.isContainerNode()) {
        check(JsonPointers.append(pointer, name), value, depth + 1);
      } else {
        scalar(pointer, name, value);
      }
    }
  }

  private void elements(String pointer, JsonNode node, int depth) {
    for (int i = 0; i < node.size(); i++) {
      check(JsonPointers.append(pointer, i), node.get(i), depth + 1);
    }
  }

  private void scalar(String parent, @Nullable String name, JsonNode node) {
    if (node.isTextual()) {
      String problem = TextCheck.problem(node.textValue());
      if (problem != null) {
        flaws.characters(pointer(parent, name), problem);
      }
    } else if (node.isNumber() && !isExact(node)) {
      flaws.inexactNumber(pointer(parent, name), node.asText());
    }
  }

  private static String pointer(String parent, @Nullable String name) {
    return name == null ? parent : JsonPointers.append(parent, name);
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
