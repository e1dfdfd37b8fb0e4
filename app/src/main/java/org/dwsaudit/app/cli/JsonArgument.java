package org.dwsaudit.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON given as an argument. */
final class JsonArgument {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JsonArgument() {}

  static ObjectNode object(String option, String text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new UsageException(
          "%s: %s (expected: a JSON object)".formatted(option, e.getOriginalMessage()));
    }
    throw new UsageException("%s: %s (expected: a JSON object)".formatted(option, text));
  }
}
