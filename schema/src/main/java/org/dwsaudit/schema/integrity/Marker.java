package org.dwsaudit.schema.integrity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dwsaudit.schema.event.Classification;

/**
 * What stands where a value was withheld: {@code {"$redacted":{"level":"confidential"}}}. No
 * producer can write it, since the name is refused in events on their way in.
 */
final class Marker {

  private static final String NAME = "$redacted";
  private static final String LEVEL = "level";

  /** Stands for an entry of {@code field_classifications}, which is dropped, not marked. */
  static final JsonNode HIDDEN_ENTRY = of(Classification.RESTRICTED);

  private Marker() {}

  private static ObjectNode of(Classification level) {
    ObjectNode marker = JsonNodeFactory.instance.objectNode();
    marker.putObject(NAME).put(LEVEL, level.label());
    return marker;
  }

  static boolean is(JsonNode node) {
    JsonNode inner = node.path(NAME);
    return node.isObject()
        && node.size() == 1
        && inner.isObject()
        && inner.size() == 1
        && inner.path(LEVEL).isTextual()
        && Classification.ofLabel(inner.path(LEVEL).textValue()).isPresent();
  }
}
