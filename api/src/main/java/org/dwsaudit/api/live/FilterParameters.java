package org.dwsaudit.api.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dwsaudit.api.http.exchange.Parameters;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.wire.FilterJson;

/**
 * A filter as query parameters: each member of the JSON under its name, repeated for several
 * values; {@code time_range} as {@code time_from} and {@code time_to}. Types, session ids and
 * levels, which have no commas, may also stand in one value, separated by commas.
 */
final class FilterParameters {

  private static final String RANGE = "time_range";
  private static final Set<String> WITHOUT_COMMAS =
      Set.of("event_types", "session_ids", "data_classifications");

  private FilterParameters() {}

  static Stream<String> names() {
    return FilterJson.MEMBERS.stream()
        .flatMap(m -> m.equals(RANGE) ? Stream.of("time_from", "time_to") : Stream.of(m));
  }

  /**
   * @throws org.dwsaudit.schema.error.AuditException INVALID_QUERY if they are no filter
   */
  static EventFilter read(Parameters parameters, FilterJson filters) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (String member : FilterJson.MEMBERS) {
      if (member.equals(RANGE)) {
        range(parameters, json);
      } else if (FilterJson.TEXTS.contains(member)) {
        parameters.text(member).ifPresent(text -> json.put(member, text));
      } else {
        list(parameters, member, json);
      }
    }
    return filters.read(json);
  }

  private static void list(Parameters parameters, String member, ObjectNode json) {
    List<String> values =
        WITHOUT_COMMAS.contains(member) ? parameters.words(member) : parameters.texts(member);
    if (!values.isEmpty()) {
      ArrayNode array = json.putArray(member);
      values.forEach(array::add);
    }
  }

  private static void range(Parameters parameters, ObjectNode json) {
    ObjectNode range = JsonNodeFactory.instance.objectNode();
    parameters.text("time_from").ifPresent(time -> range.put("from", time));
    parameters.text("time_to").ifPresent(time -> range.put("to", time));
    if (!range.isEmpty()) {
      json.set(RANGE, range);
    }
  }
}
