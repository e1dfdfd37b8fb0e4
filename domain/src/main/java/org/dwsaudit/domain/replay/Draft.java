package org.dwsaudit.domain.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dwsaudit.schema.wire.Timestamps;

/**
 * An item while events are folded into it. It holds on to no event, only to what it keeps of one:
 * the event at hand is its ledger's.
 */
final class Draft {

  private final String id;
  private final long since;
  private final Map<String, JsonNode> members = new LinkedHashMap<>();
  private final Ledger ledger;
  private long changed;
  private long characters;

  Draft(String id, long since, Ledger ledger) {
    this.id = id;
    this.since = since;
    this.ledger = ledger;
    this.changed = since;
  }

  /** The ledger's event at hand tells of this item. */
  void tell(Told event) {
    changed = event.number();
    JsonNode marker = event.marker();
    if (marker != null) {
      put("withheld", marker);
    }
  }

  /** Takes over those of the payload's members that are there. */
  Draft keep(String... names) {
    for (String name : names) {
      keepAs(name, name);
    }
    return this;
  }

  /** Takes over one of the payload's members, if it is there, under another name. */
  Draft keepAs(String name, String as) {
    JsonNode value = ledger.told().value(name);
    if (value != null) {
      put(as, value);
    }
    return this;
  }

  Draft set(String name, String value) {
    put(name, TextNode.valueOf(value));
    return this;
  }

  Draft set(String name, boolean value) {
    put(name, JsonNodeFactory.instance.booleanNode(value));
    return this;
  }

  Draft status(String value) {
    return set("status", value);
  }

  /** Notes when the event at hand happened. */
  Draft at(String name) {
    return set(name, Timestamps.text(ledger.told().at()));
  }

  Draft count(String name) {
    put(name, IntNode.valueOf(number(name) + 1));
    return this;
  }

  Draft drop(String... names) {
    for (String name : names) {
      JsonNode before = members.remove(name);
      grow(before == null ? 0 : -size(before));
    }
    return this;
  }

  int number(String name) {
    JsonNode value = members.get(name);
    return value == null ? 0 : value.asInt();
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  /** How long the JSON text of its values is, about. */
  long characters() {
    return characters;
  }

  Item item() {
    return new Item(id, since, changed, members);
  }

  private void put(String name, JsonNode value) {
    int length = size(value);
    JsonNode kept = length > ledger.bounds().valueCharactersMax() ? tooLong(length) : value;
    JsonNode before = members.put(name, kept);
    grow(size(kept) - (before == null ? 0 : size(before)));
  }

  private void grow(int by) {
    characters += by;
    ledger.grow(by);
  }

  private ObjectNode tooLong(int length) {
    ObjectNode marker = JsonNodeFactory.instance.objectNode();
    marker.putObject("$omitted").put("characters", length).put("sequence_number", changed);
    return marker;
  }

  private static int size(JsonNode value) {
    return value.isTextual() ? value.textValue().length() + 2 : value.toString().length();
  }
}
