package org.dwsaudit.compliance.redaction;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dwsaudit.schema.event.Classification;

/** What stands where a value was withheld: {@code {"$redacted":{"level":"confidential"}}}. */
final class Marker {

  private static final String NAME = "$redacted";

  private Marker() {}

  static ObjectNode of(Classification level) {
    ObjectNode marker = JsonNodeFactory.instance.objectNode();
    marker.putObject(NAME).put("level", level.label());
    return marker;
  }
}
