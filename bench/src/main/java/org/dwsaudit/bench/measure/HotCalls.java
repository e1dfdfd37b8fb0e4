package org.dwsaudit.bench.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.grpc.v1.EventFilter;
import org.dwsaudit.schema.grpc.v1.Order;
import org.dwsaudit.schema.grpc.v1.QueryRequest;

/** The calls that must not become dearer as the log grows. */
final class HotCalls {

  private static final int PAGE = 100;
  private static final int FILTERS_SHARE = 5;

  private HotCalls() {}

  /** An append, a session's state and a query. */
  static Growth growth() {
    Map<String, Growth.Probe> probes = new LinkedHashMap<>();
    probes.put(
        "append",
        (served, stored, fresh) ->
            served.client().append(EventForms.request(List.of(fresh.next()))));
    probes.put("state", (served, stored, fresh) -> served.client().state(stored.sessionId()));
    probes.put("query", page(stored -> query(f -> f.addEventTypes("verification.*"))));
    return new Growth("growth", 1, probes);
  }

  /** The first page of a query by each kind of filter. */
  static Growth firstPages() {
    Map<String, Growth.Probe> probes = new LinkedHashMap<>();
    probes.put("all", page(stored -> query(f -> {})));
    probes.put("type", page(stored -> query(f -> f.addEventTypes("verification.finding_issued"))));
    probes.put("type_pattern", page(stored -> query(f -> f.addEventTypes("verification.*"))));
    probes.put("session", page(e -> query(f -> f.addSessionIds(e.sessionId().toString()))));
    probes.put("correlation", page(e -> query(f -> f.addCorrelationIds(e.correlationId()))));
    probes.put("worker", page(e -> query(f -> f.addWorkerIds(e.workerId()))));
    probes.put("workflow", page(e -> query(f -> f.addWorkflowIds(e.workflowId()))));
    probes.put("phase", page(e -> query(f -> f.addPhaseIds("report"))));
    probes.put("level", page(e -> query(f -> f.addDataClassifications("internal"))));
    probes.put("requirement", page(e -> query(f -> f.setRequirement("optional"))));
    probes.put("nothing", page(e -> query(f -> f.addWorkerIds("nobody"))));
    probes.put(
        "condition_on_the_envelope",
        page(e -> query(f -> f.setWhere("worker_id == 'contract-analyst-2'"))));
    probes.put(
        "condition_on_the_payload",
        page(e -> query(f -> f.setWhere("payload.duration_ms > 3500 && payload.size_bytes > 0"))));
    probes.put(
        "newest_first",
        page(
            e ->
                query(f -> f.addEventTypes("verification.*")).toBuilder()
                    .setOrder(Order.ORDER_DESC)
                    .build()));
    return new Growth("filtered-first-page", FILTERS_SHARE, probes);
  }

  private static Growth.Probe page(Function<AuditEvent, QueryRequest> request) {
    return (served, stored, fresh) -> served.client().query(request.apply(stored));
  }

  private static QueryRequest query(Consumer<EventFilter.Builder> members) {
    EventFilter.Builder filter = EventFilter.newBuilder();
    members.accept(filter);
    return QueryRequest.newBuilder().setFilter(filter).setLimit(PAGE).build();
  }
}
