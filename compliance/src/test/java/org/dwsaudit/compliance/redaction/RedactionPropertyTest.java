package org.dwsaudit.compliance.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dwsaudit.compliance.TestEvents;
import org.dwsaudit.compliance.classification.Classifier;
import org.dwsaudit.compliance.classification.PartPointer;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.wire.EventJson;
import org.junit.jupiter.api.Test;

/**
 * Random content in which every value and every member name is unlike any other: whatever level it
 * gets, from itself or from what is around it, it is in the disclosed text exactly when the
 * clearance reaches that level.
 */
class RedactionPropertyTest {

  private static final int CASES = 3_000;
  private static final List<Classification> LEVELS = List.of(Classification.values());

  /** Some text that must be unique in the event, and the level that guards it. */
  private record Sentinel(String text, Classification level) {}

  private static final class Case {
    private final Random random;
    private final Map<String, Classification> producer = new HashMap<>();
    private final Map<String, Classification> schema = new HashMap<>();
    private final List<Sentinel> sentinels = new ArrayList<>();
    private Classification ofContext = Classification.PUBLIC;
    private long next = 314_159_100_000L;

    Case(long seed) {
      random = new Random(seed);
    }

    Classification level() {
      return LEVELS.get(random.nextInt(LEVELS.size()));
    }

    /** Levels that the type gives the event as a whole. */
    Classification ofType() {
      if (random.nextInt(8) > 0) {
        return Classification.PUBLIC;
      }
      Classification level = level();
      schema.put("", level);
      return level;
    }

    ObjectNode root(String name, Classification around) {
      PartPointer at = new PartPointer(List.of(name));
      return object(at, around.max(own(at)), 0);
    }

    /** The level that an object carries, in one of the ways there are. */
    private Classification carried(ObjectNode object) {
      if (random.nextInt(6) > 0) {
        return Classification.PUBLIC;
      }
      Classification level = level();
      String label = random.nextBoolean() ? level.label() : level.name() + ' ';
      if (level == Classification.RESTRICTED) {
        label = random.nextBoolean() ? label : "nobody knows this level";
      }
      ObjectNode carrier = random.nextInt(3) == 0 ? object.putObject("retention_policy") : object;
      carrier.put("data_classification", label);
      return level;
    }

    /** The same JSON; names may be spelled otherwise. */
    String text(ObjectNode object) {
      return random.nextBoolean()
          ? object.toString()
          : object.toString().replace("\"data_class", "\"d\\u0061ta\\u005Fclass");
    }

    private JsonNode value(PartPointer at, Classification around, int depth) {
      Classification level = around.max(own(at));
      return switch (random.nextInt(depth > 3 ? 2 : 4)) {
        case 0 -> JsonNodeFactory.instance.textNode("value" + sentinel(level) + "\"\\/\u00e9");
        case 1 -> JsonNodeFactory.instance.numberNode(Long.parseLong(sentinel(level)));
        case 2 -> object(at, level, depth + 1);
        default -> array(at, level, depth + 1);
      };
    }

    private ObjectNode object(PartPointer at, Classification around, int depth) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      Classification carried = carried(object);
      Classification level = around.max(carried);
      if (at.segments().equals(List.of("context"))) {
        ofContext = carried;
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        // the name belongs to what it is a member of
        String name = sentinel(level) + (random.nextInt(3) == 0 ? "~/*" : "");
        object.set(name, value(at.child(name), level, depth));
      }
      return object;
    }

    private ArrayNode array(PartPointer at, Classification level, int depth) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (int i = 0, size = random.nextInt(4); i < size; i++) {
        array.add(value(at.child(Integer.toString(i)), level, depth));
      }
      return array;
    }

    private Classification own(PartPointer at) {
      Classification own = Classification.PUBLIC;
      if (random.nextInt(4) == 0) {
        own = own.max(level());
        producer.put(at.toString(), own);
      }
      if (random.nextInt(8) == 0) {
        Classification annotated = level();
        schema.put(at.toString(), annotated);
        own = own.max(annotated);
      }
      return own;
    }

    private String sentinel(Classification level) {
      String text = Long.toString(next++);
      sentinels.add(new Sentinel(text, level));
      return text;
    }
  }

  @Test
  void exactlyWhatIsAboveTheClearanceIsWithheld() {
    for (long seed = 0; seed < CASES; seed++) {
      check(new Case(seed), "seed " + seed);
    }
  }

  private static void check(Case random, String name) {
    Classification said = random.level();
    Classification level = said.max(random.ofType());
    String context =
        random.random.nextBoolean() ? random.text(random.root("context", level)) : null;
    String payload = random.text(random.root("payload", level.max(random.ofContext)));
    RecordedEvent event =
        TestEvents.recorded("skill.invoked", said, context, payload, random.producer);
    Redactor redactor = new Redactor(new Classifier(_ -> random.schema));
    for (Classification clearance : LEVELS) {
      RecordedEvent seen = redactor.disclose(event, new Disclosure(clearance, Purpose.READ));
      String content = seen.event().payload().text() + seen.event().context();
      String whole = EventJson.text(seen);
      for (Sentinel sentinel : random.sentinels) {
        if (sentinel.level().isAbove(clearance)) {
          assertThat(whole).as("%s at %s", name, clearance).doesNotContain(sentinel.text());
        } else {
          assertThat(content).as("%s at %s", name, clearance).contains(sentinel.text());
        }
      }
    }
  }
}
