package org.dwsaudit.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.api.http.exchange.JsonAnswer;
import org.dwsaudit.api.http.exchange.Parameters;
import org.dwsaudit.projections.query.PageLimit;
import org.dwsaudit.projections.session.SessionFilter;
import org.dwsaudit.projections.session.SessionJson;
import org.dwsaudit.projections.session.SessionPage;
import org.dwsaudit.projections.session.SessionStatus;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.event.SessionId;

/** {@code GET /v1/sessions} and one session of it. */
final class SessionsApi {

  private static final int LIMIT_DEFAULT = 100;

  private final AuditServices services;

  SessionsApi(AuditServices services) {
    this.services = services;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/sessions", this::list)
            .with("status", "workflow", "worker", "from", "to", "limit", "cursor"),
        Endpoint.get("/v1/sessions/{session_id}", this::session));
  }

  private HttpResponse list(ApiRequest request) {
    Parameters parameters = request.parameters();
    SessionPage page =
        services
            .sessions()
            .sessions(
                request.principal(),
                filter(parameters),
                parameters.text("cursor"),
                parameters.integer("limit", 1, PageLimit.MAX, LIMIT_DEFAULT));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode sessions = json.putArray("sessions");
    page.sessions().forEach(session -> sessions.add(SessionJson.tree(session)));
    json.put("next_cursor", page.nextCursor().orElse(null));
    return JsonAnswer.ok(json);
  }

  private static SessionFilter filter(Parameters parameters) {
    return new SessionFilter(
        parameters.texts("workflow"),
        parameters.texts("worker"),
        parameters.words("status").stream()
            .map(SessionsApi::status)
            .collect(Collectors.toUnmodifiableSet()),
        parameters.instant("from").orElse(null),
        parameters.instant("to").orElse(null));
  }

  private static SessionStatus status(String label) {
    return SessionStatus.ofLabel(label)
        .orElseThrow(
            () ->
                new AuditException(
                    ErrorCode.INVALID_ARGUMENT,
                    "status: %s (expected: %s)"
                        .formatted(
                            Excerpt.of(label),
                            Arrays.stream(SessionStatus.values())
                                .map(SessionStatus::label)
                                .collect(Collectors.joining(", ")))));
  }

  private HttpResponse session(ApiRequest request) {
    SessionId id = new SessionId(request.pathUuid("session_id"));
    return services
        .sessions()
        .session(request.principal(), id)
        .map(session -> JsonAnswer.ok(SessionJson.tree(session)))
        .orElseThrow(
            () ->
                new AuditException(
                    ErrorCode.SESSION_NOT_FOUND,
                    "session: %s (expected: one with stored events)".formatted(id)));
  }
}
