package org.dwsaudit.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dwsaudit.schema.event.Classification;

/**
 * Random events in which every value, and every name inside what has a level of its own, is unlike
 * any other text. Each way to a level is used: the event's own, the producer's for parts, schemas',
 * the operator's rules and what objects carry.
 */
final class LeveledEvents {

  static final String RULES =
      """
      classification:
        rules:
          - {event_type: "workflow.*", level: confidential}
          - {event_type: "*", pointer: /payload/ruled/*, level: restricted}
          - {event_type: skill.tool_called, pointer: /payload/tool, level: confidential}
      """;

  /** The length of every token, in characters. */
  static final int TOKEN_CHARS = 16;

  private static final List<Classification> LEVELS = List.of(Classification.values());
  private static final List<String> TYPES =
      List.of(
          "skill.tool_called",
          "interaction.question_asked",
          "workflow.completed",
          "workflow.phase_entered",
          "outcome.produced",
          "approval.requested");
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String GREEK = "αβγδεζηθικλμνξοπρστυφχψω";

  private final Random random;
  private final Map<String, Classification> tokens = new HashMap<>();
  private final List<ObjectNode> events = new ArrayList<>();

  LeveledEvents(long seed, int sessions, int eventsOfEach) {
    this.random = new Random(seed);
    for (int i = 0; i < sessions; i++) {
      String session = SampleEvents.newSession();
      for (int number = 1; number <= eventsOfEach; number++) {
        events.add(event(session, number));
      }
    }
  }

  /** What stands in the events, and the level that guards it. */
  Map<String, Classification> tokens() {
    return tokens;
  }

  List<ObjectNode> events() {
    return events;
  }

  /** A request's body, with everything outside ASCII spelled as escapes. */
  static String body(List<ObjectNode> events) {
    StringBuilder escaped = new StringBuilder();
    for (char c : events.toString().toCharArray()) {
      escaped.append(c < 128 ? String.valueOf(c) : "\\u%04x".formatted((int) c));
    }
    return escaped.toString().replace("\"data_class", "\"d\\u0061ta_class");
  }

  private ObjectNode event(String session, int number) {
    String type = TYPES.get(random.nextInt(TYPES.size()));
    ObjectNode event = SampleEvents.event(session, type, number);
    Classification said = level();
    event.put("data_classification", said.label());
    Classification whole =
        type.startsWith("workflow.") ? said.max(Classification.CONFIDENTIAL) : said;
    if (random.nextBoolean()) {
      ObjectNode context = event.putObject("context");
      whole = whole.max(carried(context));
      fill(context, whole, 0);
    }
    ObjectNode levels = JsonNodeFactory.instance.objectNode();
    payload(event.withObject("/payload"), type, whole, levels);
    if (!levels.isEmpty()) {
      event.set("field_classifications", levels);
    }
    return event;
  }

  private void payload(ObjectNode payload, String type, Classification event, ObjectNode levels) {
    Classification whole = event;
    if (type.equals("outcome.produced")) {
      Classification own = level();
      payload.put("data_classification", own.label());
      whole = whole.max(own);
    }
    Classification secret = whole.max(Classification.CONFIDENTIAL);
    switch (type) {
      case "skill.tool_called" -> {
        payload.put("call_id", text(whole)).put("tool", text(secret));
        fill(payload.putObject("arguments"), secret, 0);
      }
      case "interaction.question_asked" ->
          payload.put("question_id", text(whole)).put("text", text(secret));
      case "workflow.completed" ->
          payload.put("success", random.nextBoolean()).put("summary", text(secret));
      case "workflow.phase_entered" -> payload.put("phase", text(whole));
      case "approval.requested" ->
          payload.put("approval_id", text(whole)).put("summary", text(secret));
      default -> payload.put("title", text(whole));
    }
    payload.putObject("ruled").put(text(whole), text(Classification.RESTRICTED));
    Classification named = level();
    String name = text(whole);
    payload.putObject("named").set(name, value(whole.max(named), 1));
    levels.put("/payload/named/" + name, named.label());
    ObjectNode artifact = payload.putArray("artifacts").addObject();
    fill(artifact, whole.max(carried(artifact)), 1);
  }

  private Classification level() {
    return LEVELS.get(random.nextInt(LEVELS.size()));
  }

  private Classification carried(ObjectNode object) {
    if (random.nextInt(3) == 0) {
      return Classification.PUBLIC;
    }
    Classification level = level();
    ObjectNode carrier = random.nextBoolean() ? object : object.putObject("retention_policy");
    boolean unknown = level == Classification.RESTRICTED && random.nextBoolean();
    carrier.put("data_classification", unknown ? "patient data" : level.label());
    return level;
  }

  private void fill(ObjectNode object, Classification level, int depth) {
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      object.set(text(level), value(level, depth));
    }
  }

  private JsonNode value(Classification level, int depth) {
    return switch (random.nextInt(depth > 2 ? 2 : 4)) {
      case 0 -> JsonNodeFactory.instance.textNode(text(level));
      case 1 -> JsonNodeFactory.instance.numberNode(Long.parseLong(number(level)));
      case 2 -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Classification inside = random.nextInt(4) == 0 ? level.max(carried(object)) : level;
        fill(object, inside, depth + 1);
        yield object;
      }
      default -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = random.nextInt(3); i >= 0; i--) {
          array.add(value(level, depth + 1));
        }
        yield array;
      }
    };
  }

  private String text(Classification level) {
    return switch (random.nextInt(3)) {
      case 0 -> token(GREEK, TOKEN_CHARS, "", level);
      case 1 -> token(ALPHABET + "+", TOKEN_CHARS - 2, "==", level);
      default -> token(ALPHABET, TOKEN_CHARS, "", level);
    };
  }

  /** A whole number that a double carries. */
  private String number(Classification level) {
    return token("12345678", TOKEN_CHARS, "", level);
  }

  private String token(String alphabet, int characters, String end, Classification level) {
    StringBuilder token = new StringBuilder();
    for (int i = 0; i < characters; i++) {
      token.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    tokens.put(token + end, level);
    return token + end;
  }
}
