package org.dwsaudit.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** A replayed state in a few lines. */
final class ReplayLines {

  private ReplayLines() {}

  static List<String> of(JsonNode state) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, as of event %s (%s)"
            .formatted(
                state.path("status").asText(),
                state.path("as_of").path("sequence_number").asText(),
                state.path("as_of").path("timestamp").asText()));
    StringJoiner counts = new StringJoiner(", ");
    for (Map.Entry<String, JsonNode> member : state.properties()) {
      if (member.getValue().isArray()) {
        counts.add(member.getValue().size() + " " + member.getKey().replace('_', ' '));
      }
    }
    lines.add(counts.toString());
    for (JsonNode outcome : state.path("outcomes")) {
      lines.add(
          "outcome %s: %s"
              .formatted(outcome.path("outcome_id").asText(), outcome.path("status").asText()));
    }
    return lines;
  }
}
