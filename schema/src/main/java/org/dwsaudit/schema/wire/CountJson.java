package org.dwsaudit.schema.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.query.CountFacet;
import org.dwsaudit.schema.taxonomy.Taxonomy;

/**
 * A count as JSON: {@code {"query": {…}}}, or its members without that outer object. They are those
 * of a filter, {@code days}, {@code facets} and {@code limit}.
 */
public final class CountJson {

  private static final List<String> MEMBERS =
      Stream.concat(FilterJson.MEMBERS.stream(), Stream.of("days", "facets", "limit")).toList();

  /** Members of filters that counts are not kept by. */
  private static final List<String> UNCOUNTED =
      List.of("session_ids", "correlation_ids", "time_range", "where");

  private final FilterJson filters;

  public CountJson(Taxonomy taxonomy) {
    this.filters = new FilterJson(taxonomy);
  }

  /**
   * Reads a count.
   *
   * @throws AuditException MALFORMED_JSON, or INVALID_QUERY if it is JSON but no such count
   */
  public CountRequest read(byte[] body) {
    JsonNode json = BodyJson.read(body, ErrorCode.INVALID_QUERY);
    JsonMembers outer = JsonMembers.of(json, "query", ErrorCode.INVALID_QUERY);
    return read(
        json.has("query")
            ? outer.onlyKnown(List.of("query")).requiredObject("query").onlyKnown(MEMBERS)
            : outer.onlyKnown(MEMBERS));
  }

  private CountRequest read(JsonMembers query) {
    for (String name : UNCOUNTED) {
      if (query.value(name).isPresent()) {
        throw query.refuse(
            name,
            "a count by it",
            name.equals("time_range")
                ? "days, as {\"from\": \"2026-04-01\", \"to\": \"2026-04-30\"}"
                : "none; counts are kept by " + String.join(", ", CountFacet.labels()));
      }
    }
    Optional<JsonMembers> days = query.object("days");
    days.ifPresent(members -> members.onlyKnown(List.of("from", "to")));
    LocalDate from = days.flatMap(members -> day(members, "from")).orElse(null);
    LocalDate to = days.flatMap(members -> day(members, "to")).orElse(null);
    if (from != null && to != null && from.isAfter(to)) {
      throw query.refuse("days", "from after to", "from at or before to");
    }
    return new CountRequest(
        filters.read(query),
        from,
        to,
        query.texts("facets", CountFacet.values().length).stream()
            .map(label -> facet(query, label))
            .distinct()
            .toList(),
        (int) query.integer("limit", 1, CountRequest.LIMIT_MAX).orElse(CountRequest.LIMIT_DEFAULT));
  }

  private static Optional<LocalDate> day(JsonMembers days, String name) {
    return days.text(name)
        .map(
            text -> {
              try {
                return LocalDate.parse(text);
              } catch (DateTimeException e) {
                throw days.refuse(name, Excerpt.of(text), "a day as 2026-04-01");
              }
            });
  }

  private static CountFacet facet(JsonMembers query, String label) {
    return CountFacet.ofLabel(label)
        .orElseThrow(
            () ->
                query.refuse("facets", Excerpt.of(label), String.join(", ", CountFacet.labels())));
  }
}
