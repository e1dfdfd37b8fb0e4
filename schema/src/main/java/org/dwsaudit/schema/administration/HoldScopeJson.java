package org.dwsaudit.schema.administration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.schema.wire.FilterJson;
import org.dwsaudit.schema.wire.JsonMembers;

/**
 * Hold scopes as JSON: {@code {"kind": "session" | "workflow" | "worker", "value": "…"}} or {@code
 * {"kind": "query", "query": {…}}} with the filter's members.
 */
public final class HoldScopeJson {

  private static final int IDENTIFIER_CHARS_MAX = 256;

  private final FilterJson filters;

  /** Reads what callers send. */
  public HoldScopeJson(Taxonomy taxonomy) {
    this(new FilterJson(taxonomy));
  }

  HoldScopeJson(FilterJson filters) {
    this.filters = filters;
  }

  /**
   * @throws AuditException INVALID_ARGUMENT if it is no scope, INVALID_QUERY if its filter is none
   */
  public HoldScope read(JsonNode value) {
    JsonMembers json =
        JsonMembers.of(value, "scope", ErrorCode.INVALID_ARGUMENT)
            .onlyKnown(List.of("kind", "value", "query"));
    String kind = json.requiredText("kind", 16);
    String other = kind.equals("query") ? "value" : "query";
    if (json.value(other).isPresent()) {
      throw json.refuse(other, "present", "absent with kind " + Excerpt.of(kind));
    }
    return switch (kind) {
      case "session" -> new HoldScope.OfSession(new SessionId(json.requiredUuid("value")));
      case "workflow" -> new HoldScope.OfWorkflow(json.requiredText("value", IDENTIFIER_CHARS_MAX));
      case "worker" -> new HoldScope.OfWorker(json.requiredText("value", IDENTIFIER_CHARS_MAX));
      case "query" -> new HoldScope.OfQuery(filters.read(json.requiredValue("query")));
      default -> throw json.refuse("kind", Excerpt.of(kind), "session, workflow, worker or query");
    };
  }

  public static ObjectNode write(HoldScope scope) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return switch (scope) {
      case HoldScope.OfSession(SessionId id) ->
          json.put("kind", "session").put("value", id.toString());
      case HoldScope.OfWorkflow(String id) -> json.put("kind", "workflow").put("value", id);
      case HoldScope.OfWorker(String id) -> json.put("kind", "worker").put("value", id);
      case HoldScope.OfQuery query ->
          json.put("kind", "query").set("query", FilterJson.write(query.filter()));
    };
  }
}
