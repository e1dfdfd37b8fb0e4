package org.dwsaudit.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.api.http.exchange.JsonAnswer;
import org.dwsaudit.api.http.exchange.Parameters;
import org.dwsaudit.compliance.transparency.EventProof;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.merkle.ConsistencyProof;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.wire.Uuids;

/** {@code /v1/log/proofs}: that an event is in the log, and that a log is an earlier one, grown. */
final class LogProofsApi {

  private final AuditServices services;

  LogProofsApi(AuditServices services) {
    this.services = services;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/log/proofs/inclusion", this::inclusion).with("event_id", "position"),
        Endpoint.get("/v1/log/proofs/consistency", this::consistency).with("from", "to"));
  }

  private HttpResponse inclusion(ApiRequest request) {
    EventProof proof = services.checkpoints().proof(position(request));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("position", proof.position().toString());
    json.put("index", proof.inclusion().index());
    json.put("size", proof.inclusion().size());
    json.put("leaf_hash", proof.leaf().hex());
    path(json, proof.inclusion().path());
    json.put("checkpoint", proof.checkpoint().format());
    json.put("tlog_proof", proof.format());
    return JsonAnswer.ok(json);
  }

  private Position position(ApiRequest request) {
    Parameters parameters = request.parameters();
    if (parameters.text("event_id").isPresent() == parameters.text("position").isPresent()) {
      throw refuse("event_id, position: both or neither (expected: one of them)");
    }
    return parameters
        .text("event_id")
        .map(text -> positionOf(request, text))
        .orElseGet(() -> position(parameters.requiredText("position")));
  }

  private Position positionOf(ApiRequest request, String text) {
    UUID id =
        Uuids.parse(text)
            .orElseThrow(
                () ->
                    refuse(
                        "event_id: %s (expected: %s)".formatted(Excerpt.of(text), Uuids.EXPECTED)));
    return services
        .events()
        .event(request.principal(), new EventId(id))
        .orElseThrow(
            () -> new AuditException(ErrorCode.EVENT_NOT_FOUND, "event " + id + ": not here"))
        .position();
  }

  private static Position position(String text) {
    return Position.parse(text)
        .orElseThrow(
            () ->
                refuse(
                    "position: %s (expected: 16 hex digits, as in an event's record)"
                        .formatted(Excerpt.of(text))));
  }

  private HttpResponse consistency(ApiRequest request) {
    long to =
        request
            .parameters()
            .text("to")
            .map(text -> size("to", text))
            .orElseGet(() -> services.checkpoints().latest().size());
    long from = size("from", request.parameters().requiredText("from"));
    ConsistencyProof proof = services.log().consistency(from, to);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("from", proof.earlier());
    json.put("to", proof.later());
    path(json, proof.path());
    return JsonAnswer.ok(json);
  }

  private static void path(ObjectNode json, List<MerkleHash> hashes) {
    ArrayNode path = json.putArray("path");
    hashes.forEach(hash -> path.add(hash.hex()));
  }

  private static long size(String name, String text) {
    if (text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw refuse(
          "%s: %s (expected: a number of entries, as in a checkpoint)"
              .formatted(name, Excerpt.of(text)));
    }
    return Long.parseLong(text);
  }

  private static AuditException refuse(String message) {
    return new AuditException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
