package org.dwsaudit.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import java.net.URI;
import java.util.List;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.api.http.exchange.JsonAnswer;
import org.dwsaudit.compliance.facts.Reason;
import org.dwsaudit.compliance.hold.LegalHold;
import org.dwsaudit.schema.administration.HoldScope;
import org.dwsaudit.schema.administration.HoldScopeJson;
import org.dwsaudit.schema.wire.JsonMembers;

/** {@code /v1/holds}: legal holds. */
final class HoldsApi {

  private final AuditServices services;
  private final HoldScopeJson scopes;

  HoldsApi(AuditServices services) {
    this.services = services;
    this.scopes = new HoldScopeJson(services.taxonomy());
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/holds", this::place),
        Endpoint.get("/v1/holds", this::list).with("released"),
        Endpoint.get("/v1/holds/{hold_id}", this::found),
        Endpoint.delete("/v1/holds/{hold_id}", this::release).with("reason"));
  }

  private HttpResponse place(ApiRequest request) {
    JsonMembers body = request.json().onlyKnown(List.of("scope", "reason"));
    HoldScope scope = scopes.read(body.requiredValue("scope"));
    String reason = body.requiredText("reason", Reason.CHARACTERS_MAX);
    LegalHold hold = services.holds().place(request.principal(), scope, reason);
    return JsonAnswer.created(URI.create("/v1/holds/" + hold.id()), HoldJson.tree(hold));
  }

  private HttpResponse list(ApiRequest request) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode holds = json.putArray("holds");
    services
        .holds()
        .list(request.principal(), request.parameters().flag("released"))
        .forEach(hold -> holds.add(HoldJson.tree(hold)));
    return JsonAnswer.ok(json);
  }

  private HttpResponse found(ApiRequest request) {
    return JsonAnswer.ok(
        HoldJson.tree(services.holds().find(request.principal(), request.pathUuid("hold_id"))));
  }

  private HttpResponse release(ApiRequest request) {
    return JsonAnswer.ok(
        HoldJson.tree(
            services
                .holds()
                .release(
                    request.principal(),
                    request.pathUuid("hold_id"),
                    request.parameters().requiredText("reason"))));
  }
}
