package org.dwsaudit.domain.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What changed between two states, as JSON. */
public final class StateDiffJson {

  private StateDiffJson() {}

  /** A new object, the caller's own. */
  public static ObjectNode tree(StateDiff diff) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("session_id", diff.sessionId().toString());
    json.set("from", SessionStateJson.asOf(diff.from()));
    json.set("to", SessionStateJson.asOf(diff.to()));
    ArrayNode changes = json.putArray("changes");
    for (StateDiff.Change change : diff.changes()) {
      ObjectNode node =
          changes.addObject().put("op", change.op().label()).put("path", change.path());
      if (change.from() != null) {
        node.set("from", change.from().deepCopy());
      }
      if (change.to() != null) {
        node.set("to", change.to().deepCopy());
      }
    }
    return json;
  }
}
