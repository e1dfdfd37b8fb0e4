package org.dwsaudit.compliance.redaction;

import java.util.Set;
import org.dwsaudit.schema.event.RecordedEvent;

/**
 * An event as somebody may see it.
 *
 * @param event with markers in the place of what is withheld
 * @param withheld JSON Pointers from the event's root to the parts that are; none lies inside
 *     another
 */
public record Redaction(RecordedEvent event, Set<String> withheld) {

  public Redaction {
    withheld = Set.copyOf(withheld);
  }

  static Redaction nothing(RecordedEvent event) {
    return new Redaction(event, Set.of());
  }
}
