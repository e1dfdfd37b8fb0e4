package org.dwsaudit.schema.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What stands where a value was withheld: {@code
 * {"$redacted":{"level":"confidential","commitment":"07…"}}}. The commitment is the digest of what
 * was withheld, 64 lower-case hex digits, as the event's proof has it; it is left out where it is
 * not known. No producer can write a marker, since the name is refused in events on their way in.
 */
public final class RedactionMarker {

  public static final String NAME = "$redacted";

  private static final String LEVEL = "level";
  private static final String COMMITMENT = "commitment";
  private static final int COMMITMENT_CHARS = 64;

  private RedactionMarker() {}

  /** A marker without commitment. */
  public static ObjectNode of(Classification level) {
    return of(level, null);
  }

  /**
   * @param level of what was withheld
   * @param commitment to it; null where it is not known
   */
  public static ObjectNode of(Classification level, @Nullable String commitment) {
    ObjectNode marker = JsonNodeFactory.instance.objectNode();
    ObjectNode inner = marker.putObject(NAME).put(LEVEL, level.label());
    if (commitment != null) {
      inner.put(COMMITMENT, commitment);
    }
    return marker;
  }

  public static boolean is(JsonNode node) {
    JsonNode inner = node.path(NAME);
    return node.isObject()
        && node.size() == 1
        && inner.isObject()
        && inner.path(LEVEL).isTextual()
        && Classification.ofLabel(inner.path(LEVEL).textValue()).isPresent()
        && (inner.size() == 1 || (inner.size() == 2 && isDigest(inner.path(COMMITMENT))));
  }

  /** The commitment that a marker has; null where it has none. */
  public static @Nullable String commitment(JsonNode marker) {
    return marker.path(NAME).path(COMMITMENT).textValue();
  }

  private static boolean isDigest(JsonNode commitment) {
    return commitment.isTextual()
        && commitment.textValue().length() == COMMITMENT_CHARS
        && commitment.textValue().chars().allMatch(RedactionMarker::isLowerHex);
  }

  private static boolean isLowerHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
