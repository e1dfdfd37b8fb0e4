package org.dwsaudit.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.api.http.exchange.JsonAnswer;
import org.dwsaudit.compliance.facts.Reason;
import org.dwsaudit.compliance.retention.RetentionJson;
import org.dwsaudit.compliance.retention.RetentionPolicySet;
import org.dwsaudit.compliance.retention.RetentionProgress;
import org.dwsaudit.compliance.retention.RetentionRuns;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.administration.RetentionPolicyJson;
import org.dwsaudit.schema.wire.JsonMembers;

/** {@code /v1/retention}: the policies, what is due, and expiring it. */
final class RetentionApi {

  private static final int RUNS_DEFAULT = 20;

  private final AuditServices services;
  private final Clock clock;

  RetentionApi(AuditServices services, Clock clock) {
    this.services = services;
    this.clock = clock;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/retention/policies", this::policies),
        Endpoint.put("/v1/retention/policies", this::set),
        Endpoint.post("/v1/retention/plans", this::plan),
        Endpoint.post("/v1/retention/runs", this::run),
        Endpoint.get("/v1/retention/runs", this::runs).with("limit"),
        Endpoint.get("/v1/retention/runs/{run_id}", this::found));
  }

  private HttpResponse policies(ApiRequest request) {
    return answer(services.policies().current(request.principal()));
  }

  private HttpResponse set(ApiRequest request) {
    JsonMembers body = request.json().onlyKnown(List.of("policies", "reason"));
    List<RetentionPolicy> policies = RetentionPolicyJson.readAll(body);
    String reason = body.requiredText("reason", Reason.CHARACTERS_MAX);
    return answer(services.policies().set(request.principal(), policies, reason));
  }

  private static HttpResponse answer(RetentionPolicySet policies) {
    ObjectNode json = RetentionJson.policySet(policies);
    json.set("frameworks", RetentionJson.frameworks());
    return JsonAnswer.ok(json);
  }

  private HttpResponse plan(ApiRequest request) {
    request.mayTakeLong();
    return JsonAnswer.ok(
        RetentionJson.plan(services.planner().plan(request.principal(), asOf(request))));
  }

  private HttpResponse run(ApiRequest request) {
    request.mayTakeLong();
    Instant asOf = asOf(request);
    ArrayNode continued = JsonNodeFactory.instance.arrayNode();
    services
        .runner()
        .finishInterrupted(request.principal(), RetentionProgress.NONE)
        .forEach(receipt -> continued.add(RetentionJson.receipt(receipt)));
    ObjectNode answer =
        RetentionJson.receipt(
            services.runner().run(request.principal(), asOf, RetentionProgress.NONE));
    if (!continued.isEmpty()) {
      answer.set("continued", continued);
    }
    return JsonAnswer.ok(answer);
  }

  private Instant asOf(ApiRequest request) {
    return request
        .jsonOrEmpty()
        .onlyKnown(List.of("as_of"))
        .instant("as_of")
        .orElseGet(clock::instant);
  }

  private HttpResponse runs(ApiRequest request) {
    int limit = request.parameters().integer("limit", 1, RetentionRuns.LIMIT_MAX, RUNS_DEFAULT);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode runs = json.putArray("runs");
    services
        .runs()
        .list(request.principal(), limit)
        .forEach(run -> runs.add(RetentionJson.run(run)));
    return JsonAnswer.ok(json);
  }

  private HttpResponse found(ApiRequest request) {
    return JsonAnswer.ok(
        RetentionJson.run(services.runs().find(request.principal(), request.pathUuid("run_id"))));
  }
}
