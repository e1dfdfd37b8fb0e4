package org.dwsaudit.schema.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.RedactionMarker;

/**
 * The parts of an event's JSON that a reader wants. It only leaves things out of what it is given,
 * so it MUST be given what is redacted already.
 *
 * @param members what is wanted of each member; empty: everything
 */
public record FieldSelection(Map<String, FieldSelection> members) {

  public static final FieldSelection ALL = new FieldSelection(Map.of());

  public FieldSelection {
    members = Map.copyOf(members);
  }

  /**
   * This and one more part, by the names on the way to it; where nothing was selected yet, that
   * part alone.
   */
  FieldSelection with(List<String> names) {
    if (names.isEmpty()) {
      return ALL;
    }
    Map<String, FieldSelection> more = new HashMap<>(members);
    FieldSelection known = more.get(names.getFirst());
    List<String> inner = names.subList(1, names.size());
    boolean whole = known != null && known.isAll();
    more.put(names.getFirst(), whole ? ALL : (known == null ? ALL : known).with(inner));
    return new FieldSelection(more);
  }

  public boolean isAll() {
    return members.isEmpty();
  }

  /** Whether the member, or something in it, is wanted. */
  public boolean has(String member) {
    return isAll() || members.containsKey(member);
  }

  /** What is wanted of a member that {@link #has}. */
  public FieldSelection of(String member) {
    FieldSelection wanted = members.get(member);
    return wanted == null ? ALL : wanted;
  }

  /** The event as {@link EventJson}, without what is not wanted. */
  public JsonNode tree(RecordedEvent redacted) {
    return select(EventJson.tree(redacted));
  }

  /**
   * The value without what is not wanted. An array is wanted as a whole or not at all, and a marker
   * of what was withheld stays wherever something in it is wanted.
   */
  public JsonNode select(JsonNode value) {
    if (isAll() || !value.isObject() || RedactionMarker.is(value)) {
      return value;
    }
    ObjectNode selected = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      FieldSelection wanted = members.get(member.getKey());
      if (wanted != null && (wanted.isAll() || member.getValue().isContainerNode())) {
        selected.set(member.getKey(), wanted.select(member.getValue()));
      }
    }
    return selected;
  }
}
