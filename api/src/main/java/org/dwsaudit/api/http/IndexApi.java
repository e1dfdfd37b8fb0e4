package org.dwsaudit.api.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import java.util.List;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.api.http.exchange.JsonAnswer;

/** {@code GET /}: where to go on; {@code GET /openapi.json}: all of it. */
final class IndexApi {

  private final ObjectNode openApi = OpenApi.document();

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/", IndexApi::index),
        Endpoint.get("/openapi.json", _ -> JsonAnswer.ok(openApi)));
  }

  private static HttpResponse index(ApiRequest request) {
    return JsonAnswer.ok(
        JsonNodeFactory.instance
            .objectNode()
            .put("product", "DWS Audit")
            .put("description", "An event-sourced audit store for digital workers")
            .put("openapi", "/openapi.json")
            .put("taxonomy", "/v1/taxonomy")
            .put("health", "/health/ready")
            .put("metrics", "/metrics"));
  }
}
