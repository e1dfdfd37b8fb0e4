package org.dwsaudit.domain.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.dwsaudit.domain.replay.StateDiff.Change;
import org.dwsaudit.domain.replay.StateDiff.Op;
import org.dwsaudit.schema.json.JsonPointers;

/** Compares objects member by member, and anything else as a whole. */
final class TreeComparison {

  private final List<Change> changes = new ArrayList<>();

  private TreeComparison() {}

  static List<Change> changes(ObjectNode from, ObjectNode to) {
    TreeComparison comparison = new TreeComparison();
    comparison.compare("", from, to);
    comparison.changes.sort(Comparator.comparing(Change::path));
    return comparison.changes;
  }

  private void compare(String path, ObjectNode from, ObjectNode to) {
    for (Map.Entry<String, JsonNode> member : from.properties()) {
      String inside = JsonPointers.append(path, member.getKey());
      JsonNode after = to.get(member.getKey());
      if (after == null) {
        changes.add(new Change(Op.REMOVE, inside, member.getValue(), null));
      } else {
        compare(inside, member.getValue(), after);
      }
    }
    for (Map.Entry<String, JsonNode> member : to.properties()) {
      if (!from.has(member.getKey())) {
        changes.add(
            new Change(
                Op.ADD, JsonPointers.append(path, member.getKey()), null, member.getValue()));
      }
    }
  }

  private void compare(String path, JsonNode from, JsonNode to) {
    if (from instanceof ObjectNode before && to instanceof ObjectNode after) {
      compare(path, before, after);
    } else if (!from.equals(to)) {
      changes.add(new Change(Op.REPLACE, path, from, to));
    }
  }
}
