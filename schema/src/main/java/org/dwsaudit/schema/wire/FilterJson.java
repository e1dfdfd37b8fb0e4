package org.dwsaudit.schema.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.query.Predicate;
import org.dwsaudit.schema.query.TypePattern;
import org.dwsaudit.schema.taxonomy.EventType;
import org.dwsaudit.schema.taxonomy.NearestNames;
import org.dwsaudit.schema.taxonomy.Requirement;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.jspecify.annotations.Nullable;

/** Filters as JSON (DWS Spec 11, section 5.2, and what this store adds), read strictly. */
public final class FilterJson {

  /** The members of a filter, in the specification's order. */
  public static final List<String> MEMBERS =
      List.of(
          "event_types",
          "session_ids",
          "worker_ids",
          "workflow_ids",
          "phase_ids",
          "correlation_ids",
          "data_classifications",
          "requirement",
          "time_range",
          "where");

  /** Those of them that are one text; all others but {@code time_range} are lists of texts. */
  public static final Set<String> TEXTS = Set.of("requirement", "where");

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
    List<String> named = json.texts("event_types", ENTRIES_MAX);
    named.forEach(type -> refuseUnknown(json, type));
    List<String> types =
        json.text("requirement").map(text -> required(json, text, named)).orElse(named);
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
            to)
        .with(
            json.texts("phase_ids", ENTRIES_MAX),
            json.texts("data_classifications", ENTRIES_MAX).stream()
                .map(label -> level(json, label))
                .toList(),
            json.text("where").map(Predicate::of).orElse(null));
  }

  private static Classification level(JsonMembers json, String label) {
    return Classification.ofLabel(label)
        .orElseThrow(
            () ->
                json.refuse(
                    "data_classifications",
                    Excerpt.of(label),
                    "public, internal, confidential or restricted"));
  }

  /**
   * The known types that are mandatory or optional, of those that are named. What is kept of a
   * filter has them by name: what a hold covers MUST NOT follow the taxonomy.
   */
  private List<String> required(JsonMembers json, String text, List<String> named) {
    Requirement requirement =
        Requirement.ofLabel(text)
            .orElseThrow(
                () -> json.refuse("requirement", Excerpt.of(text), "mandatory or optional"));
    Taxonomy known = taxonomy == null ? Taxonomy.standard() : taxonomy;
    List<String> types =
        known.eventTypes().stream()
            .filter(type -> !type.reserved() && type.requirement() == requirement)
            .map(EventType::name)
            .filter(
                type ->
                    named.isEmpty() || named.stream().anyMatch(p -> TypePattern.matches(p, type)))
            .toList();
    if (types.isEmpty()) {
      throw json.refuse("requirement", text, "some of the event types to be " + text);
    }
    return types;
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
    list(json, "phase_ids", filter.phaseIds());
    list(json, "correlation_ids", filter.correlationIds());
    list(
        json,
        "data_classifications",
        filter.classifications().stream().map(Classification::label).toList());
    if (filter.from() != null || filter.to() != null) {
      ObjectNode range = json.putObject("time_range");
      if (filter.from() != null) {
        range.put("from", Timestamps.text(filter.from()));
      }
      if (filter.to() != null) {
        range.put("to", Timestamps.text(filter.to()));
      }
    }
    if (filter.where() != null) {
      json.put("where", filter.where().text());
    }
    return json;
  }

  private static void list(ObjectNode json, String name, List<String> values) {
    if (!values.isEmpty()) {
      values.forEach(json.putArray(name)::add);
    }
  }
}
