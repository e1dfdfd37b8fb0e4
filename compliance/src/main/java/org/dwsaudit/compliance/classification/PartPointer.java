package org.dwsaudit.compliance.classification;

import java.util.ArrayList;
import java.util.List;

/**
 * A JSON Pointer (RFC 6901) from an event's root, as its unescaped segments. Two spellings of one
 * pointer are equal.
 */
public record PartPointer(List<String> segments) {

  public PartPointer {
    segments = List.copyOf(segments);
  }

  /** Reads a pointer; an escape that RFC 6901 does not know stays as it is. */
  public static PartPointer parse(String pointer) {
    List<String> segments = new ArrayList<>();
    int start = pointer.indexOf('/');
    while (start >= 0) {
      int end = pointer.indexOf('/', start + 1);
      String escaped = pointer.substring(start + 1, end < 0 ? pointer.length() : end);
      segments.add(escaped.replace("~1", "/").replace("~0", "~"));
      start = end;
    }
    return new PartPointer(segments);
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
      text.append('/').append(segment.replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }
}
