package org.dwsaudit.projections.processing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.TenantId;

/** Status as JSON, members in snake case; what is null there is left out. */
public final class ProjectionJson {

  private ProjectionJson() {}

  /**
   * A new object, the caller's own.
   *
   * @param tenant whose parked events are shown; of others only the number
   */
  public static ObjectNode tree(ProjectionStatus status, TenantId tenant) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("name", status.view());
    tree.put("state", status.rebuild() == null ? "live" : "rebuilding");
    tree.put("generation", status.generation());
    tree.put("position", new Position(status.position()).toString());
    tree.put("events_behind", status.eventsBehind());
    tree.put("seconds_behind", status.secondsBehind());
    ArrayNode servers = tree.putArray("servers");
    status.servers().forEach(servers::add);
    if (status.rebuiltAt() != null) {
      tree.put("rebuilt_at", status.rebuiltAt().toString());
    }
    if (status.rebuild() != null) {
      tree.set("rebuild", rebuild(status.rebuild(), status.head()));
    }
    tree.put("parked_events", status.parkedEvents());
    ArrayNode parked = tree.putArray("parked");
    status.parked().stream()
        .filter(event -> event.tenant().equals(tenant.value()))
        .forEach(event -> parked.add(parked(event)));
    return tree;
  }

  private static ObjectNode rebuild(ProjectionStatus.Rebuild rebuild, long head) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("generation", rebuild.generation());
    tree.put("events", rebuild.events());
    tree.put("events_total", head);
    tree.put("started_at", rebuild.startedAt().toString());
    if (rebuild.estimatedEnd() != null) {
      tree.put("estimated_end", rebuild.estimatedEnd().toString());
    }
    return tree;
  }

  private static ObjectNode parked(ProjectionStatus.ParkedEvent event) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("position", event.position());
    tree.put("session_id", event.sessionId());
    tree.put("event_id", event.eventId());
    tree.put("event_type", event.eventType());
    tree.put("error", event.error());
    tree.put("parked_at", event.parkedAt().toString());
    return tree;
  }
}
