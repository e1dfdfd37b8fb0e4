package org.dwsaudit.compliance.classification;

import java.util.Map;
import org.dwsaudit.schema.event.Classification;

/** What the schemas say of parts of an event, before any producer does. */
@FunctionalInterface
public interface FieldAnnotations {

  /**
   * JSON Pointer from the event's root → level, for an event type. A segment {@code *} stands for
   * any one segment. Empty for a type that has none; MUST give an equal map every time.
   */
  Map<String, Classification> of(String eventType);
}
