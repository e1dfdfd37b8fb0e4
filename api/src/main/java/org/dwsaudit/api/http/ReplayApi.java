package org.dwsaudit.api.http;

import com.linecorp.armeria.common.HttpResponse;
import java.util.List;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.api.http.exchange.JsonAnswer;
import org.dwsaudit.domain.replay.ReplayPoint;
import org.dwsaudit.domain.replay.SessionStateJson;
import org.dwsaudit.domain.replay.StateDiffJson;
import org.dwsaudit.schema.administration.ReadScope;
import org.dwsaudit.schema.event.SessionId;

/** A session's state at a point, and what differs between two. */
final class ReplayApi {

  private final AuditServices services;

  ReplayApi(AuditServices services) {
    this.services = services;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/sessions/{session_id}/state", this::state).with("at"),
        Endpoint.get("/v1/sessions/{session_id}/diff", this::diff).with("from", "to"));
  }

  private HttpResponse state(ApiRequest request) {
    ReplayPoint at =
        request.parameters().text("at").map(ReplayPoint::parse).orElse(ReplayPoint.END);
    SessionId session = session(request);
    return JsonAnswer.ok(
        SessionStateJson.tree(
            services
                .reads()
                .once(
                    request.toRead(new ReadScope.State(session)),
                    disclosure ->
                        services.replay().state(request.principal(), session, at, disclosure))));
  }

  private HttpResponse diff(ApiRequest request) {
    ReplayPoint from = ReplayPoint.parse(request.parameters().requiredText("from"));
    ReplayPoint to =
        request.parameters().text("to").map(ReplayPoint::parse).orElse(ReplayPoint.END);
    SessionId session = session(request);
    return JsonAnswer.ok(
        StateDiffJson.tree(
            services
                .reads()
                .once(
                    request.toRead(new ReadScope.State(session)),
                    disclosure ->
                        services
                            .replay()
                            .diff(request.principal(), session, from, to, disclosure))));
  }

  private static SessionId session(ApiRequest request) {
    return new SessionId(request.pathUuid("session_id"));
  }
}
