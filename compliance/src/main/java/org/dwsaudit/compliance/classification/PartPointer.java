package org.dwsaudit.compliance.classification;

import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.schema.json.JsonPointers;

/**
 * A JSON Pointer (RFC 6901) from an event's root, as its unescaped segments. Two spellings of one
 * pointer are equal.
 */
public record PartPointer(List<String> segments) {

  public PartPointer {
    segments = List.copyOf(segments);
  }

  /** Reads a valid pointer. */
  public static PartPointer parse(String pointer) {
    return new PartPointer(JsonPointers.segments(pointer));
  }

  public PartPointer child(String segment) {
    List<String> longer = new ArrayList<>(segments);
    longer.add(segment);
    return new PartPointer(longer);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String segment : segments) {
      text.append('/').append(JsonPointers.escape(segment));
    }
    return text.toString();
  }
}
