package org.dwsaudit.schema.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What stands where a value was withheld: {@code {"$redacted":{"level":"confidential"}}}. No
 * producer can write it, since the name is refused in events on their way in.
 */
public final class RedactionMarker {

  public static final String NAME = "$redacted";

  private static final String LEVEL = "level";

  private RedactionMarker() {}

  /**
   * @param level of what was withheld
   */
  public static ObjectNode of(Classification level) {
    ObjectNode marker = JsonNodeFactory.instance.objectNode();
    marker.putObject(NAME).put(LEVEL, level.label());
    return marker;
  }

  public static boolean is(JsonNode node) {
    JsonNode inner = node.path(NAME);
    return node.isObject()
        && node.size() == 1
        && inner.isObject()
        && inner.size() == 1
        && inner.path(LEVEL).isTextual()
        && Classification.ofLabel(inner.path(LEVEL).textValue()).isPresent();
  }
}
