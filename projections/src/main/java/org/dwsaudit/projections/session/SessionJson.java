package org.dwsaudit.projections.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Summaries as JSON, members in snake case; what is null there is left out. */
public final class SessionJson {

  private SessionJson() {}

  /** A new object, the caller's own. */
  public static ObjectNode tree(SessionSummary session) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("session_id", session.sessionId().toString());
    tree.put("status", session.status().label());
    if (session.workflowId() != null) {
      tree.put("workflow_id", session.workflowId());
    }
    ArrayNode workers = tree.putArray("workers");
    session.workers().forEach(workers::add);
    tree.put("events", session.events());
    tree.put("last_sequence", session.lastSequence());
    tree.put("expired", session.expired());
    ObjectNode categories = tree.putObject("events_by_category");
    session.eventsByCategory().forEach(categories::put);
    putTime(tree, "first_timestamp", session.firstTimestamp());
    putTime(tree, "last_timestamp", session.lastTimestamp());
    putTime(tree, "first_recorded_at", session.firstRecordedAt());
    putTime(tree, "last_recorded_at", session.lastRecordedAt());
    return tree;
  }

  private static void putTime(ObjectNode tree, String name, @Nullable Instant time) {
    if (time != null) {
      tree.put(name, time.toString());
    }
  }
}
