package org.dwsaudit.compliance.classification;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;

/**
 * Says how sensitive an event and its parts are: the highest of what its producer said, what its
 * context and artifacts carry, and what is known of its type from schemas and the operator's rules.
 * None of these lowers what another says. Safe for use by several threads.
 */
public final class Classifier {

  /** Types come from validated events; past so many different ones nothing more is kept. */
  private static final int TYPES_KEPT_MAX = 10_000;

  private final TypeAnnotations annotations;
  private final Map<String, TypeLevels> typeLevels = new ConcurrentHashMap<>();

  public Classifier(TypeAnnotations annotations) {
    this.annotations = annotations;
  }

  /** The level of the event as a whole: no part of it is less sensitive. */
  public Classification eventLevel(AuditEvent event) {
    Classification level = event.dataClassification().max(ofType(event.eventType()).whole());
    Classification ofRoot = event.fieldClassifications().get("");
    Classification ofContext = CarriedLevels.ofContext(event);
    level = ofRoot == null ? level : level.max(ofRoot);
    return ofContext == null ? level : level.max(ofContext);
  }

  /**
   * A level that no part of the event is above, told without parsing the event's JSON. There need
   * not be a part that has it.
   */
  public Classification levelBound(AuditEvent event) {
    Classification highest = event.dataClassification().max(ofType(event.eventType()).highest());
    for (Classification level : event.fieldClassifications().values()) {
      highest = highest.max(level);
    }
    return CarriedLevels.mayBeIn(event) ? Classification.RESTRICTED : highest;
  }

  /**
   * The parts of {@code payload} and {@code context} that are there and that the producer, a schema
   * or a rule classified, or that carry a level themselves; each with the highest of these and of
   * the event's. Parts that are not named have the level of the part around them.
   */
  public Map<PartPointer, Classification> partLevels(AuditEvent event) {
    Map<PartPointer, Classification> levels = new LinkedHashMap<>();
    Classification floor = eventLevel(event);
    PartFinder parts = new PartFinder(event);
    event
        .fieldClassifications()
        .forEach(
            (pointer, level) ->
                parts
                    .find(PartPointer.parse(pointer), false)
                    .forEach(part -> levels.merge(part, floor.max(level), Classification::max)));
    for (Annotation annotation : ofType(event.eventType()).annotations()) {
      parts
          .find(annotation.pattern(), true)
          .forEach(part -> levels.merge(part, floor.max(annotation.level()), Classification::max));
    }
    CarriedLevels.forEach(
        event, (part, level) -> levels.merge(part, floor.max(level), Classification::max));
    return levels;
  }

  private TypeLevels ofType(String eventType) {
    TypeLevels known = typeLevels.get(eventType);
    if (known != null) {
      return known;
    }
    TypeLevels read = TypeLevels.of(annotations.of(eventType));
    if (typeLevels.size() < TYPES_KEPT_MAX) {
      typeLevels.put(eventType, read);
    }
    return read;
  }

  private record Annotation(PartPointer pattern, Classification level) {}

  /**
   * @param whole of any event of the type
   * @param highest of any part of one
   */
  private record TypeLevels(
      List<Annotation> annotations, Classification whole, Classification highest) {

    static TypeLevels of(Map<String, Classification> known) {
      List<Annotation> annotations =
          known.entrySet().stream()
              .map(entry -> new Annotation(PartPointer.parse(entry.getKey()), entry.getValue()))
              .filter(annotation -> !annotation.pattern().segments().isEmpty())
              .toList();
      return new TypeLevels(
          annotations,
          known.getOrDefault("", Classification.PUBLIC),
          known.values().stream().reduce(Classification.PUBLIC, Classification::max));
    }
  }
}
