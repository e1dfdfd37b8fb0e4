package org.dwsaudit.domain.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.taxonomy.EventType;
import org.dwsaudit.schema.taxonomy.Taxonomy;

/** Events made from the schemas: of every type that a producer may use, with every member. */
final class SchemaEvents {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Type → the payload's members, as its schema lists them. */
  static final Map<String, List<String>> MEMBERS = members();

  private SchemaEvents() {}

  private static Map<String, List<String>> members() {
    Map<String, List<String>> members = new LinkedHashMap<>();
    for (EventType type : Taxonomy.standard().eventTypes()) {
      if (!type.reserved()) {
        List<String> names = new ArrayList<>();
        schema(type.name())
            .at("/properties/payload/properties")
            .fieldNames()
            .forEachRemaining(names::add);
        members.put(type.name(), List.copyOf(names));
      }
    }
    return Map.copyOf(members);
  }

  private static JsonNode schema(String type) {
    try (InputStream in =
        EventType.class.getResourceAsStream(
            "/org/dwsaudit/schema/events/" + type + ".schema.json")) {
      return JsonMapper.builder().build().readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** One event of each type, with a value of its own in each member but the same ids. */
  static List<RecordedEvent> all() {
    ReplayedEvents events = new ReplayedEvents();
    MEMBERS.keySet().stream()
        .sorted()
        .forEach(
            type -> {
              ObjectNode payload = NODES.objectNode();
              MEMBERS.get(type).forEach(name -> payload.set(name, value(name)));
              events.add(type, payload.toString());
            });
    return events.list();
  }

  private static JsonNode value(String name) {
    boolean figure = name.startsWith("cost_") || name.startsWith("tokens_");
    return figure ? NODES.numberNode(2) : NODES.textNode(name.endsWith("_id") ? "a" : name);
  }

  /** Sessions in any order of types and times, from few ids, with members missing or withheld. */
  static Arbitrary<List<RecordedEvent>> histories() {
    return told().list().ofMaxSize(60).map(SchemaEvents::numbered);
  }

  private record Event(String type, String payload, int second, int skipped) {}

  private static Arbitrary<Event> told() {
    return Combinators.combine(
            Arbitraries.of(MEMBERS.keySet().stream().sorted().toList()),
            Arbitraries.randomValue(random -> random.nextLong()),
            Arbitraries.integers().between(0, 30),
            Arbitraries.integers().between(0, 12))
        .as(
            (type, seed, second, skipped) ->
                new Event(type, payload(type, new java.util.Random(seed)), second, skipped));
  }

  private static String payload(String type, java.util.Random random) {
    ObjectNode payload = NODES.objectNode();
    if (random.nextInt(12) == 0) {
      return marker().toString();
    }
    for (String name : MEMBERS.get(type)) {
      switch (random.nextInt(8)) {
        case 0 -> payload.set(name, NODES.numberNode(random.nextInt(4)));
        case 1 -> payload.set(name, NODES.booleanNode(random.nextBoolean()));
        case 2 -> payload.set(name, marker());
        case 3 -> payload.set(name, NODES.objectNode().put("a/b~c", random.nextInt(3)));
        case 4, 5, 6 -> payload.put(name, List.of("a", "b/c", "d~e").get(random.nextInt(3)));
        default -> {}
      }
    }
    return payload.toString();
  }

  private static ObjectNode marker() {
    ObjectNode marker = NODES.objectNode();
    marker.putObject("$redacted").put("level", "confidential");
    return marker;
  }

  /** About one event in twelve is followed by numbers that have expired. */
  private static List<RecordedEvent> numbered(List<Event> told) {
    ReplayedEvents events = new ReplayedEvents();
    long number = 0;
    for (Event event : told) {
      number += event.skipped() == 12 ? 3 : 1;
      events.add(
          number, ReplayedEvents.BEGIN.plusSeconds(event.second()), event.type(), event.payload());
    }
    return events.list();
  }
}
