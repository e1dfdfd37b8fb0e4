package org.dwsaudit.api.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import java.util.List;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.api.http.exchange.JsonAnswer;

/** {@code /health/live}: the process runs; {@code /health/ready}: it can do its work now. */
final class HealthApi {

  private final HealthSource source;

  HealthApi(HealthSource source) {
    this.source = source;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/health/live", HealthApi::live), Endpoint.get("/health/ready", this::ready));
  }

  private static HttpResponse live(ApiRequest request) {
    return JsonAnswer.ok(JsonNodeFactory.instance.objectNode().put("status", "live"));
  }

  private HttpResponse ready(ApiRequest request) {
    List<HealthSource.Check> checks = source.checks();
    boolean ready = checks.stream().allMatch(HealthSource.Check::ok);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("status", ready ? "ready" : "unready");
    ObjectNode each = json.putObject("checks");
    checks.forEach(
        check -> each.putObject(check.name()).put("ok", check.ok()).put("detail", check.detail()));
    return JsonAnswer.of(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, json);
  }
}
