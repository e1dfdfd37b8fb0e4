package org.dwsaudit.schema.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.query.EventOrder;
import org.dwsaudit.schema.taxonomy.Taxonomy;

/**
 * The body of a query (DWS Spec 11, section 5.2): {@code {"query": {…}}}, or the query's members
 * without that outer object. {@code cursor} may be null.
 */
public final class QueryJson {

  private static final List<String> MEMBERS =
      Stream.concat(FilterJson.MEMBERS.stream(), Stream.of("order", "cursor", "limit", "fields"))
          .toList();

  private final FilterJson filters;

  public QueryJson(Taxonomy taxonomy) {
    this.filters = new FilterJson(taxonomy);
  }

  /**
   * @throws AuditException MALFORMED_JSON, or INVALID_QUERY if it is JSON but no query
   */
  public QueryRequest read(byte[] body) {
    return read(BodyJson.read(body, ErrorCode.INVALID_QUERY));
  }

  /** Reads a query that was parsed already. */
  public QueryRequest read(JsonNode body) {
    if (!body.has("query")) {
      return read(JsonMembers.of(body, "query", ErrorCode.INVALID_QUERY));
    }
    return read(
        JsonMembers.of(body, "body", ErrorCode.INVALID_QUERY)
            .onlyKnown(List.of("query"))
            .requiredObject("query"));
  }

  private QueryRequest read(JsonMembers query) {
    query.onlyKnown(MEMBERS);
    Optional<String> cursor = query.nullableText("cursor");
    int limit =
        (int) query.integer("limit", 1, QueryRequest.LIMIT_MAX).orElse(QueryRequest.LIMIT_DEFAULT);
    FieldSelection fields = FieldPointers.read(query.texts("fields", FieldPointers.POINTERS_MAX));
    return new QueryRequest(filters.read(query), order(query), cursor, limit, fields);
  }

  private static EventOrder order(JsonMembers query) {
    return query
        .text("order")
        .map(
            text ->
                EventOrder.ofLabel(text)
                    .orElseThrow(
                        () ->
                            query.refuse(
                                "order",
                                Excerpt.of(text),
                                String.join(" or ", EventOrder.labels()))))
        .orElse(EventOrder.ASC);
  }
}
