package org.dwsaudit.compliance.classification;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.schema.validation.EventSchemas;

/**
 * What is known of an event and its parts by its type, before any producer says something: from
 * schemas, and from the operator's rules.
 */
@FunctionalInterface
public interface TypeAnnotations {

  /** Most rules that an operator can have. */
  int RULES_MAX = 1_000;

  /**
   * JSON Pointer from the event's root → level, for an event type. A segment {@code *} stands for
   * any one segment, the empty pointer for the event as a whole. Empty for a type that has none;
   * MUST give an equal map every time.
   */
  Map<String, Classification> of(String eventType);

  /** Both together: the higher level where both know one. */
  default TypeAnnotations and(TypeAnnotations other) {
    return type -> {
      Map<String, Classification> levels = new HashMap<>(of(type));
      other.of(type).forEach((pointer, level) -> levels.merge(pointer, level, Classification::max));
      return levels;
    };
  }

  /**
   * What these schemas say. Of a type outside the taxonomy they say nothing: an operator who takes
   * an extension type away takes the levels of its fields away too.
   */
  static TypeAnnotations of(Taxonomy taxonomy, EventSchemas schemas) {
    return type -> taxonomy.find(type).isPresent() ? schemas.fieldAnnotations(type) : Map.of();
  }

  /** What the operator's rules say, of whatever type their patterns match, known or not. */
  static TypeAnnotations of(List<ClassificationRule> rules) {
    List<ClassificationRule> kept = List.copyOf(rules);
    return type -> {
      Map<String, Classification> levels = new HashMap<>();
      for (ClassificationRule rule : kept) {
        if (rule.appliesTo(type)) {
          levels.merge(rule.pointer(), rule.level(), Classification::max);
        }
      }
      return levels;
    };
  }
}
