package org.dwsaudit.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.util.List;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.api.http.exchange.JsonAnswer;
import org.dwsaudit.compliance.facts.Reason;
import org.dwsaudit.compliance.transparency.CheckpointKey;
import org.dwsaudit.compliance.transparency.PublishedCheckpoint;
import org.dwsaudit.schema.note.SignedNote;
import org.dwsaudit.schema.wire.Timestamps;

/** {@code /v1/log}: checkpoints of the Merkle log and the keys that sign them. */
final class LogApi {

  private final AuditServices services;

  LogApi(AuditServices services) {
    this.services = services;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/log/checkpoint", this::latest),
        Endpoint.post("/v1/log/checkpoint", this::publish),
        Endpoint.get("/v1/log/key", this::key),
        Endpoint.get("/v1/log/keys", this::keys),
        Endpoint.post("/v1/log/keys", this::rotate));
  }

  private HttpResponse latest(ApiRequest request) {
    return note(HttpStatus.OK, services.checkpoints().latest());
  }

  private HttpResponse publish(ApiRequest request) {
    return note(HttpStatus.CREATED, services.checkpoints().publish());
  }

  private static HttpResponse note(HttpStatus status, PublishedCheckpoint checkpoint) {
    return text(status, checkpoint.note().format());
  }

  /** Plain text that another answer may differ from at any time. */
  static HttpResponse text(HttpStatus status, String text) {
    return HttpResponse.of(
        ResponseHeaders.builder(status)
            .contentType(MediaType.PLAIN_TEXT_UTF_8)
            .add(HttpHeaderNames.CACHE_CONTROL, "no-cache")
            .build(),
        com.linecorp.armeria.common.HttpData.ofUtf8(text));
  }

  private HttpResponse key(ApiRequest request) {
    return text(HttpStatus.OK, services.checkpoints().key().text() + "\n");
  }

  private HttpResponse keys(ApiRequest request) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode keys = json.putArray("keys");
    services.checkpoints().keys().forEach(key -> keys.add(tree(key)));
    return JsonAnswer.ok(json);
  }

  private HttpResponse rotate(ApiRequest request) {
    String reason =
        request.json().onlyKnown(List.of("reason")).requiredText("reason", Reason.CHARACTERS_MAX);
    return JsonAnswer.of(
        HttpStatus.CREATED, tree(services.checkpoints().rotate(request.principal(), reason)));
  }

  private static ObjectNode tree(CheckpointKey key) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("key", key.key().text());
    json.put("since", Timestamps.text(key.since()));
    json.put("succession", key.succession().map(SignedNote::format).orElse(null));
    return json;
  }
}
