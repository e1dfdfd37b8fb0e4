package org.dwsaudit.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dwsaudit.compliance.classification.ClassificationRule;
import org.dwsaudit.compliance.classification.TypeAnnotations;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.query.TypePattern;
import org.dwsaudit.schema.taxonomy.EventType;
import org.dwsaudit.schema.taxonomy.NearestNames;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.jspecify.annotations.Nullable;

/** Reads the operator's rules of classification. */
final class RuleList {

  private static final List<String> MEMBERS = List.of("event_type", "pointer", "level");

  private final Taxonomy taxonomy;
  private final List<String> mistakes;

  RuleList(Taxonomy taxonomy, List<String> mistakes) {
    this.taxonomy = taxonomy;
    this.mistakes = mistakes;
  }

  List<ClassificationRule> read(@Nullable JsonNode list) {
    String path = ConfigKeys.CLASSIFICATION_RULES.path();
    List<ClassificationRule> rules = new ArrayList<>();
    if (list == null || list.isNull()) {
      return rules;
    }
    if (!list.isArray()) {
      mistakes.add(path + ": not a list (expected: a list of objects)");
      return rules;
    }
    if (list.size() > TypeAnnotations.RULES_MAX) {
      mistakes.add(
          "%s: %d (expected: 0..%d)".formatted(path, list.size(), TypeAnnotations.RULES_MAX));
      return rules;
    }
    for (int i = 0; i < list.size(); i++) {
      readOne(path + "[" + i + "]", list.get(i), rules);
    }
    return rules;
  }

  private void readOne(String where, JsonNode rule, List<ClassificationRule> rules) {
    if (!rule.isObject()) {
      mistakes.add(where + ": not an object (expected: event_type, pointer and level)");
      return;
    }
    int before = mistakes.size();
    requireKnown(where, rule);
    String type = type(where, rule);
    String pointer = pointer(where, rule);
    Classification level = level(where, rule);
    if (mistakes.size() == before && level != null) {
      rules.add(new ClassificationRule(type, pointer, level));
    }
  }

  private String type(String where, JsonNode rule) {
    String type = rule.path("event_type").asText("");
    if (type.isEmpty()) {
      mistakes.add(where + ".event_type: none (expected: a type or a pattern, as workflow.*)");
    } else if (!TypePattern.isValid(type)) {
      refuse(where + ".event_type", type, "a type, or a pattern with one * at its start or end");
    } else if (type.indexOf('*') < 0 && taxonomy.find(type).isEmpty()) {
      String hint = NearestNames.hint(taxonomy.nearest(type));
      refuse(where + ".event_type", type, "a known event type" + hint);
    } else if (!matchesSome(type)) {
      mistakes.add(where + ".event_type: " + Excerpt.of(type) + " matches no event type");
    }
    return type;
  }

  private void requireKnown(String where, JsonNode rule) {
    for (Map.Entry<String, JsonNode> member : rule.properties()) {
      if (!MEMBERS.contains(member.getKey())) {
        List<String> nearest = NearestNames.of(member.getKey(), MEMBERS, 1);
        mistakes.add(
            where
                + "."
                + member.getKey()
                + ": unknown key"
                + (nearest.isEmpty() ? "" : " (did you mean " + nearest.getFirst() + "?)"));
      }
    }
  }

  private boolean matchesSome(String pattern) {
    return taxonomy.eventTypes().stream()
        .map(EventType::name)
        .anyMatch(type -> TypePattern.matches(pattern, type));
  }

  /** Only what is left out means the event as a whole: an odd value is a mistake. */
  private String pointer(String where, JsonNode rule) {
    JsonNode given = rule.path("pointer");
    if (given.isMissingNode() || given.isNull()) {
      return "";
    }
    String pointer = given.textValue();
    if (pointer == null || !ClassificationRule.isPointer(pointer)) {
      refuse(
          where + ".pointer",
          given.isTextual() ? given.textValue() : given.toString(),
          "a JSON Pointer of up to %d characters that begins with /payload or /context"
              .formatted(ClassificationRule.POINTER_CHARS_MAX));
    }
    return pointer == null ? "" : pointer;
  }

  private @Nullable Classification level(String where, JsonNode rule) {
    String label = rule.path("level").asText("");
    Classification level = Classification.ofLabel(label).orElse(null);
    if (level == null) {
      String expected = Classification.labels();
      if (label.isEmpty()) {
        mistakes.add(where + ".level: none (expected: one of " + expected + ")");
      } else {
        refuse(where + ".level", label, "one of " + expected);
      }
    }
    return level;
  }

  private void refuse(String where, String found, String expected) {
    mistakes.add("%s: %s (expected: %s)".formatted(where, Excerpt.of(found), expected));
  }
}
