package org.dwsaudit.schema.integrity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.dwsaudit.schema.event.Classification;

/** Events of any shape; the same seed gives the same event. */
final class RandomEvents {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> NAMES =
      List.of(
          "a", "b", "", "a/b", "~", "0", "a-x", "\u00e9", "\ufb33", "\ud83d\ude00", "$", "payload");
  private static final List<Classification> LEVELS = List.of(Classification.values());

  private final Random random;

  RandomEvents(Random random) {
    this.random = random;
  }

  /** As the store gives it out. */
  ObjectNode event() {
    ObjectNode event = NODES.objectNode();
    event.put("event_id", uuid()).put("event_type", "skill.tool_returned");
    event.put("timestamp", "2026-04-01T09:30:00.123Z").put("session_id", uuid());
    event.put("workflow_id", "claims");
    for (String optional : List.of("phase_id", "worker_id", "correlation_id")) {
      if (random.nextBoolean()) {
        event.put(optional, "x" + random.nextInt(3));
      }
    }
    event.put("base_version", "9fceb02").put("sequence_number", 1 + random.nextInt(3));
    if (random.nextBoolean()) {
      event.set("context", object(1));
    }
    event.set("payload", object(0));
    event.put("data_classification", level());
    levels(event);
    event
        .putObject("record")
        .put("position", "17")
        .put("recorded_at", "2026-04-01T09:30:00.%06dZ".formatted(1 + random.nextInt(999)));
    return event;
  }

  /** Some of the event's parts, in parts that are also there as often as not. */
  Set<String> parts(JsonNode event) {
    Set<String> some = new HashSet<>();
    List<String> all = EventTexts.parts(event);
    for (int i = random.nextInt(6); i > 0; i--) {
      some.add(all.get(random.nextInt(all.size())));
    }
    return some;
  }

  private void levels(ObjectNode event) {
    ObjectNode levels = NODES.objectNode();
    parts(event).forEach(part -> levels.put(part, level()));
    if (random.nextBoolean()) {
      levels.put("/payload/nowhere/a", level());
    }
    if (!levels.isEmpty()) {
      event.set("field_classifications", levels);
    }
  }

  JsonNode value(int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 9)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextInt(5));
      case 3 ->
          NODES.numberNode(Double.valueOf(random.nextInt(1000) + "e" + random.nextInt(-30, 30)));
      case 4, 5 -> NODES.textNode(NAMES.get(random.nextInt(NAMES.size())));
      case 6 -> array(depth + 1);
      default -> object(depth + 1);
    };
  }

  private ObjectNode object(int depth) {
    ObjectNode object = NODES.objectNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      object.set(NAMES.get(random.nextInt(NAMES.size())), value(depth));
    }
    return object;
  }

  private ArrayNode array(int depth) {
    ArrayNode array = NODES.arrayNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      array.add(value(depth));
    }
    return array;
  }

  byte[] bytes32() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }

  private String level() {
    return LEVELS.get(random.nextInt(LEVELS.size())).label();
  }

  private String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
