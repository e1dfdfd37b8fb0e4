package org.dwsaudit.domain.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.dwsaudit.schema.wire.Timestamps;
import org.jspecify.annotations.Nullable;

/** A state as JSON: members in snake case, what is absent or empty left out. */
public final class SessionStateJson {

  private SessionStateJson() {}

  /** A new object, the caller's own. The same state always gives the same text. */
  public static ObjectNode tree(SessionState state) {
    ObjectNode json = object();
    json.put("session_id", state.sessionId().toString());
    put(json, "workflow_id", state.workflowId());
    putStanding(json, state.standing());
    put(json, "current_phase", state.currentPhase());
    put(json, "current_intent", state.currentIntent());
    json.set("as_of", asOf(state.asOf()));
    putMissing(json, state);
    putCounts(json, state.counts());
    if (!state.costs().byType().isEmpty()) {
      json.set("costs", costs(state.costs()));
    }
    state.lists().stream()
        .filter(list -> !list.items().isEmpty())
        .forEach(list -> json.set(list.name(), array(list)));
    return json;
  }

  static ObjectNode asOf(AsOf asOf) {
    ObjectNode json = object().put("sequence_number", asOf.sequenceNumber());
    put(json, "timestamp", asOf.timestamp());
    put(json, "position", asOf.position());
    put(json, "recorded_at", asOf.recordedAt());
    return json;
  }

  static ObjectNode item(Items list, Item item) {
    ObjectNode json = object().put(list.idMember(), item.id());
    for (Map.Entry<String, JsonNode> member : item.members().entrySet()) {
      if (!member.getKey().equals(list.idMember())) {
        json.set(member.getKey(), member.getValue().deepCopy());
      }
    }
    return json.put("since", item.since()).put("sequence_number", item.sequenceNumber());
  }

  private static ArrayNode array(Items list) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(list.items().size());
    list.items().forEach(item -> array.add(item(list, item)));
    return array;
  }

  private static void putStanding(ObjectNode json, Standing standing) {
    json.put("status", standing.status().label());
    if (standing.since() > 0) {
      json.put("status_since", standing.since());
    }
    if (standing.successWithheld()) {
      json.put("success_withheld", true);
    }
  }

  private static void putMissing(ObjectNode json, SessionState state) {
    json.put("complete", state.complete());
    Missing missing = state.missing();
    if (missing.events() > 0) {
      json.put("missing_events", missing.events());
      ArrayNode ranges = json.putArray("missing");
      missing
          .ranges()
          .forEach(range -> ranges.addObject().put("from", range.from()).put("to", range.to()));
    }
    ObjectNode omitted = object();
    if (missing.omitted() > 0) {
      omitted.put("missing", missing.omitted());
    }
    state.lists().stream()
        .filter(list -> list.omitted() > 0)
        .forEach(list -> omitted.put(list.name(), list.omitted()));
    if (!omitted.isEmpty()) {
      json.set("omitted", omitted);
    }
  }

  private static void putCounts(ObjectNode json, EventCounts counts) {
    json.put("events", counts.events());
    if (counts.withheld() > 0) {
      json.put("events_withheld", counts.withheld());
    }
    put(json, "first_timestamp", counts.firstTimestamp());
    put(json, "last_timestamp", counts.lastTimestamp());
    putCounts(json, "events_by_type", counts.byType());
    putCounts(json, "extension_events", counts.extensions());
  }

  private static void putCounts(ObjectNode json, String name, Map<String, Long> counts) {
    if (!counts.isEmpty()) {
      ObjectNode object = json.putObject(name);
      counts.forEach(object::put);
    }
  }

  private static ObjectNode costs(Costs costs) {
    ObjectNode byType = object();
    costs
        .byType()
        .forEach(
            (type, spent) -> {
              ObjectNode json = byType.putObject(type).put("events", spent.events());
              put(json, "cost_usd", spent.costUsd());
              put(json, "tokens_input", spent.tokensInput());
              put(json, "tokens_output", spent.tokensOutput());
              if (spent.withheld() > 0) {
                json.put("withheld", spent.withheld());
              }
            });
    ObjectNode json = object();
    json.set("by_type", byType);
    return json;
  }

  private static void put(ObjectNode json, String name, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case BigDecimal number -> json.put(name, number);
      case Instant time -> json.put(name, Timestamps.text(time));
      default -> json.put(name, value.toString());
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
