package org.dwsaudit.compliance.classification;

import java.util.Map;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.schema.validation.EventSchemas;

/** What the schemas say of parts of an event, before any producer does. */
@FunctionalInterface
public interface TypeAnnotations {

  /**
   * JSON Pointer from the event's root → level, for an event type. A segment {@code *} stands for
   * any one segment. Empty for a type that has none; MUST give an equal map every time.
   */
  Map<String, Classification> of(String eventType);

  /**
   * What these schemas say. Of a type outside the taxonomy they say nothing: an operator who takes
   * an extension type away takes the levels of its fields away too.
   */
  static TypeAnnotations of(Taxonomy taxonomy, EventSchemas schemas) {
    return type -> taxonomy.find(type).isPresent() ? schemas.fieldAnnotations(type) : Map.of();
  }
}
