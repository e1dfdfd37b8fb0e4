package org.dwsaudit.schema.administration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.wire.FilterJson;
import org.dwsaudit.schema.wire.JsonMembers;

/** A scope as members of a fact's payload: {@code read}, and what it is about. */
final class ReadScopeJson {

  private static final int READ_CHARS_MAX = 64;

  private ReadScopeJson() {}

  static void write(ReadScope scope, ObjectNode json) {
    switch (scope) {
      case ReadScope.Query query ->
          json.put("read", "query").set("filter", FilterJson.write(query.filter()));
      case ReadScope.Stream stream ->
          json.put("read", "stream").set("filter", FilterJson.write(stream.filter()));
      case ReadScope.Event event ->
          json.put("read", "event").put("event_id", event.id().toString());
      case ReadScope.State state ->
          json.put("read", "state").put("session_id", state.session().toString());
    }
  }

  static ReadScope read(JsonMembers json) {
    String read = json.requiredText("read", READ_CHARS_MAX);
    return switch (read) {
      case "query" -> new ReadScope.Query(FilterJson.ofStored().read(json.requiredValue("filter")));
      case "stream" ->
          new ReadScope.Stream(FilterJson.ofStored().read(json.requiredValue("filter")));
      case "event" -> new ReadScope.Event(new EventId(json.requiredUuid("event_id")));
      case "state" -> new ReadScope.State(new SessionId(json.requiredUuid("session_id")));
      default -> throw json.refuse("read", read, "query, stream, event or state");
    };
  }
}
