package org.dwsaudit.compliance.classification;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;

/** Says how sensitive an event and its parts are. Safe for use by several threads. */
public final class Classifier {

  /** Types come from validated events; past so many different ones nothing more is kept. */
  private static final int TYPES_KEPT_MAX = 10_000;

  private final TypeAnnotations schemas;
  private final Map<String, TypeLevels> typeLevels = new ConcurrentHashMap<>();

  public Classifier(TypeAnnotations schemas) {
    this.schemas = schemas;
  }

  /** The level of the event as a whole: no part of it is less sensitive. */
  public Classification eventLevel(AuditEvent event) {
    Classification ofRoot = event.fieldClassifications().get("");
    Classification said = event.dataClassification();
    return ofRoot == null ? said : said.max(ofRoot);
  }

  /**
   * A level that no part of the event is above, told without looking into the event's JSON. There
   * need not be a part that has it.
   */
  public Classification levelBound(AuditEvent event) {
    Classification highest = event.dataClassification().max(ofType(event.eventType()).highest());
    for (Classification level : event.fieldClassifications().values()) {
      highest = highest.max(level);
    }
    return highest;
  }

  /**
   * The parts of {@code payload} and {@code context} that the producer or the schema classified and
   * that are there, each with the highest of the event's level, the producer's and the schema's.
   * Parts that are not named have the level of the part around them.
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
    return levels;
  }

  private TypeLevels ofType(String eventType) {
    TypeLevels known = typeLevels.get(eventType);
    if (known != null) {
      return known;
    }
    TypeLevels read = TypeLevels.of(schemas.of(eventType));
    if (typeLevels.size() < TYPES_KEPT_MAX) {
      typeLevels.put(eventType, read);
    }
    return read;
  }

  private record Annotation(PartPointer pattern, Classification level) {}

  private record TypeLevels(List<Annotation> annotations, Classification highest) {

    static TypeLevels of(Map<String, Classification> schema) {
      List<Annotation> annotations =
          schema.entrySet().stream()
              .map(entry -> new Annotation(PartPointer.parse(entry.getKey()), entry.getValue()))
              .toList();
      Classification highest =
          annotations.stream()
              .map(Annotation::level)
              .reduce(Classification.PUBLIC, Classification::max);
      return new TypeLevels(annotations, highest);
    }
  }
}
