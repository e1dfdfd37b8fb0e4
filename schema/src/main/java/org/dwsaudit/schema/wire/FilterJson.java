package org.dwsaudit.schema.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.query.TypePattern;
import org.dwsaudit.schema.taxonomy.NearestNames;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.jspecify.annotations.Nullable;

/** Filters as JSON (DWS Spec 11, section 5.2), read strictly. */
public final class FilterJson {

  /** The members of a filter, in the specification's order. */
  public static final List<String> MEMBERS =
      List.of(
          "event_types",
          "session_ids",
          "worker_ids",
          "workflow_ids",
          "correlation_ids",
          "time_range");

  /** How many entries each list may have. */
  public static final int ENTRIES_MAX = 1000;

  private final @Nullable Taxonomy taxonomy;

  /** Reads what callers send: a type that is no pattern must be one of the taxonomy's. */
  public FilterJson(Taxonomy taxonomy) {
    this(Optional.of(taxonomy));
  }

  private FilterJson(Optional<Taxonomy> taxonomy) {
    this.taxonomy = taxonomy.orElse(null);
  }

  /** Reads what the store itself wrote, when types may have been known that no longer are. */
  public static FilterJson ofStored() {
    return new FilterJson(Optional.empty());
  }

  /**
   * @throws AuditException INVALID_QUERY if the value is no filter, with a message for its author
   */
  public EventFilter read(JsonNode value) {
    return read(JsonMembers.of(value, "filter", ErrorCode.INVALID_QUERY).onlyKnown(MEMBERS));
  }

  /** Reads the filter's members out of an object that may have others. */
  EventFilter read(JsonMembers json) {
    List<String> types = json.texts("event_types", ENTRIES_MAX);
    types.forEach(type -> refuseUnknown(json, type));
    List<SessionId> sessions =
        json.texts("session_ids", ENTRIES_MAX).stream()
            .map(text -> new SessionId(json.uuid("session_ids", text)))
            .toList();
    Optional<JsonMembers> range = json.object("time_range");
    range.ifPresent(members -> members.onlyKnown(List.of("from", "to")));
    Instant from = range.flatMap(members -> members.instant("from")).orElse(null);
    Instant to = range.flatMap(members -> members.instant("to")).orElse(null);
    if (from != null && to != null && from.isAfter(to)) {
      throw json.refuse("time_range", "from after to", "from at or before to");
    }
    return new EventFilter(
        types,
        sessions,
        json.texts("worker_ids", ENTRIES_MAX),
        json.texts("workflow_ids", ENTRIES_MAX),
        json.texts("correlation_ids", ENTRIES_MAX),
        from,
        to);
  }

  private void refuseUnknown(JsonMembers json, String type) {
    if (!TypePattern.isValid(type)) {
      throw json.refuse(
          "event_types",
          Excerpt.of(type),
          "a type, or a pattern with one * at its start or end, as workflow.*");
    }
    if (taxonomy != null && type.indexOf('*') < 0 && taxonomy.find(type).isEmpty()) {
      String hint = NearestNames.hint(taxonomy.nearest(type));
      throw json.refuse("event_types", Excerpt.of(type), "a known event type" + hint);
    }
  }

  /** The members that filter, in the specification's order. */
  public static ObjectNode write(EventFilter filter) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    list(json, "event_types", filter.eventTypes());
    list(json, "session_ids", filter.sessionIds().stream().map(SessionId::toString).toList());
    list(json, "worker_ids", filter.workerIds());
    list(json, "workflow_ids", filter.workflowIds());
    list(json, "correlation_ids", filter.correlationIds());
    if (filter.from() != null || filter.to() != null) {
      ObjectNode range = json.putObject("time_range");
      if (filter.from() != null) {
        range.put("from", Timestamps.text(filter.from()));
      }
      if (filter.to() != null) {
        range.put("to", Timestamps.text(filter.to()));
      }
    }
    return json;
  }

  private static void list(ObjectNode json, String name, List<String> values) {
    if (!values.isEmpty()) {
      values.forEach(json.putArray(name)::add);
    }
  }
}
