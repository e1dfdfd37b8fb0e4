package org.dwsaudit.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.api.http.exchange.JsonAnswer;
import org.dwsaudit.api.http.exchange.Parameters;
import org.dwsaudit.projections.processing.ProjectionJson;
import org.dwsaudit.projections.processing.Projections;
import org.dwsaudit.projections.query.PageLimit;
import org.dwsaudit.projections.view.View;
import org.dwsaudit.projections.view.ViewPage;
import org.dwsaudit.projections.view.Views;
import org.dwsaudit.schema.administration.AdministrativeFact.ViewRebuildRequested;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/** {@code /v1/projections}: how far the views are; {@code /v1/views/{name}}: what they hold. */
final class ProjectionsApi {

  private static final int LIMIT_DEFAULT = 100;

  /** The key columns of all views together. */
  private static final List<String> KEYS =
      Views.all().stream().flatMap(view -> view.filters().stream()).distinct().toList();

  private final AuditServices services;

  ProjectionsApi(AuditServices services) {
    this.services = services;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/projections", this::status),
        Endpoint.post("/v1/projections/{name}/rebuild", this::rebuild),
        Endpoint.get("/v1/views/{name}", this::page)
            .with(
                Stream.concat(KEYS.stream(), Stream.of("limit", "cursor")).toArray(String[]::new)));
  }

  private HttpResponse status(ApiRequest request) {
    return JsonAnswer.ok(statusTree(request));
  }

  private HttpResponse rebuild(ApiRequest request) {
    String name = request.pathParameter("name");
    if (Views.find(name).isEmpty()) {
      throw Projections.unknown(name);
    }
    services
        .facts()
        .record(
            request.principal().tenant(),
            new ViewRebuildRequested(name, request.principal().actor()));
    services.projections().rebuild(name);
    return JsonAnswer.of(HttpStatus.ACCEPTED, statusTree(request));
  }

  /** What is parked is shown to who may see it: the events of the caller's tenant. */
  private ObjectNode statusTree(ApiRequest request) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode all = json.putArray("projections");
    services
        .projections()
        .status()
        .forEach(status -> all.add(ProjectionJson.tree(status, request.principal().tenant())));
    return json;
  }

  private HttpResponse page(ApiRequest request) {
    String name = request.pathParameter("name");
    View view = Views.find(name).orElseThrow(() -> Projections.unknown(name));
    Parameters parameters = request.parameters();
    ViewPage page =
        services
            .views()
            .page(
                request.principal(),
                view,
                filter(view, parameters),
                parameters.text("cursor"),
                parameters.integer("limit", 1, PageLimit.MAX, LIMIT_DEFAULT));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("view", view.name());
    ArrayNode rows = json.putArray("rows");
    page.rows().forEach(rows::add);
    json.put("next_cursor", page.nextCursor().orElse(null));
    return JsonAnswer.ok(json);
  }

  private static Map<String, String> filter(View view, Parameters parameters) {
    Map<String, String> filter = new LinkedHashMap<>();
    for (String name : KEYS) {
      parameters
          .text(name)
          .ifPresent(
              value -> {
                if (!view.filters().contains(name)) {
                  throw new AuditException(
                      ErrorCode.INVALID_ARGUMENT,
                      "%s: the view %s has no such key (expected: %s)"
                          .formatted(name, view.name(), String.join(", ", view.filters())));
                }
                filter.put(name, value);
              });
    }
    return filter;
  }
}
