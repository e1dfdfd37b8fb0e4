package org.dwsaudit.domain.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that events tell of: a task, a tool call, a question.
 *
 * @param id the producer's name for it, or {@code #} and {@code since} where the event gives none
 *     or withholds it
 * @param since the sequence number of the first event that told of it
 * @param sequenceNumber that of the last one
 * @param members what is known of it, in the order it became known; producers' values as they gave
 *     them, so that any of them may be a redaction marker. The values are shared: callers MUST NOT
 *     change them
 */
public record Item(String id, long since, long sequenceNumber, Map<String, JsonNode> members) {

  public Item {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  public Optional<JsonNode> member(String name) {
    return Optional.ofNullable(members.get(name));
  }

  /** The member as text; empty where it is absent or no string. */
  public Optional<String> text(String name) {
    return member(name).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }
}
