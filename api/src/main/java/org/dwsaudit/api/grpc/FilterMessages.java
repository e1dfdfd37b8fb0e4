package org.dwsaudit.api.grpc;

import static org.dwsaudit.schema.wire.QueryRequest.LIMIT_DEFAULT;
import static org.dwsaudit.schema.wire.QueryRequest.LIMIT_MAX;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ProtocolStringList;
import java.util.Optional;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.grpc.v1.EventFilter;
import org.dwsaudit.schema.grpc.v1.QueryRequest;
import org.dwsaudit.schema.query.EventOrder;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.schema.wire.FieldPointers;
import org.dwsaudit.schema.wire.FilterJson;

/** Reads filters by the rules that hold for filters as JSON. */
final class FilterMessages {

  private final FilterJson filters;

  FilterMessages(Taxonomy taxonomy) {
    this.filters = new FilterJson(taxonomy);
  }

  /**
   * @throws AuditException INVALID_QUERY if the message is no filter
   */
  org.dwsaudit.schema.query.EventFilter read(EventFilter filter) {
    KnownFields.require(filter, ErrorCode.INVALID_QUERY);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    list(json, "event_types", filter.getEventTypesList());
    list(json, "session_ids", filter.getSessionIdsList());
    list(json, "worker_ids", filter.getWorkerIdsList());
    list(json, "workflow_ids", filter.getWorkflowIdsList());
    list(json, "phase_ids", filter.getPhaseIdsList());
    list(json, "correlation_ids", filter.getCorrelationIdsList());
    list(json, "data_classifications", filter.getDataClassificationsList());
    text(json, "requirement", filter.getRequirement());
    text(json, "where", filter.getWhere());
    if (filter.hasFrom() || filter.hasTo()) {
      ObjectNode range = json.putObject("time_range");
      if (filter.hasFrom()) {
        range.put("from", TimestampMessages.text(filter.getFrom()));
      }
      if (filter.hasTo()) {
        range.put("to", TimestampMessages.text(filter.getTo()));
      }
    }
    return filters.read(json);
  }

  /**
   * @throws AuditException INVALID_QUERY if the message is no query
   */
  org.dwsaudit.schema.wire.QueryRequest readQuery(QueryRequest query) {
    KnownFields.require(query, ErrorCode.INVALID_QUERY);
    int limit = query.getLimit() == 0 ? LIMIT_DEFAULT : query.getLimit();
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new AuditException(
          ErrorCode.INVALID_QUERY, "limit: %d (expected: 1..%d)".formatted(limit, LIMIT_MAX));
    }
    Optional<String> cursor = Optional.of(query.getCursor()).filter(text -> !text.isEmpty());
    return new org.dwsaudit.schema.wire.QueryRequest(
        read(query.getFilter()),
        order(query),
        cursor,
        limit,
        FieldPointers.read(query.getFieldsList()));
  }

  private static EventOrder order(QueryRequest query) {
    return switch (query.getOrder()) {
      case ORDER_UNSPECIFIED, ORDER_ASC -> EventOrder.ASC;
      case ORDER_DESC -> EventOrder.DESC;
      case UNRECOGNIZED ->
          throw new AuditException(
              ErrorCode.INVALID_QUERY,
              "order: %d (expected: ORDER_ASC or ORDER_DESC)".formatted(query.getOrderValue()));
    };
  }

  private static void text(ObjectNode json, String name, String value) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }

  private static void list(ObjectNode json, String name, ProtocolStringList values) {
    values.forEach(json.putArray(name)::add);
  }
}
