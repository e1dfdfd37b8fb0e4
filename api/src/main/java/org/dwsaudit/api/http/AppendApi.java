package org.dwsaudit.api.http;

import com.linecorp.armeria.common.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.error.Failures;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.api.http.exchange.JsonAnswer;
import org.dwsaudit.api.http.exchange.Problem;
import org.dwsaudit.domain.session.RecordingOutcome;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.Violation;
import org.dwsaudit.schema.event.SubmittedEvent;

/** {@code POST /v1/events}: one event or many, in any form that {@link AppendBody} reads. */
final class AppendApi {

  private final AuditServices services;
  private final AppendBody bodies;
  private final AppendCounts counts;

  AppendApi(AuditServices services, AppendCounts counts) {
    this.services = services;
    this.bodies = new AppendBody(services);
    this.counts = counts;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.post("/v1/events", this::append));
  }

  private HttpResponse append(ApiRequest request) {
    List<SubmittedEvent> events;
    try {
      events = bodies.read(request);
    } catch (AuditException e) {
      counts.refused(Math.max(1, events(e.violations())));
      throw e;
    }
    CompletableFuture<RecordingOutcome> recording =
        services.recorder().record(request.principal().tenant(), events);
    return HttpResponse.of(
        recording
            .whenComplete((outcome, failure) -> count(events.size(), outcome, failure))
            .thenApply(AppendApi::answer));
  }

  private static HttpResponse answer(RecordingOutcome outcome) {
    return outcome
        .refused()
        .map(refusal -> refused(outcome, refusal))
        .orElseGet(() -> JsonAnswer.ok(AppendJson.tree(outcome)));
  }

  private static HttpResponse refused(RecordingOutcome outcome, AuditException refusal) {
    Problem problem = Problem.of(Failures.of(refusal));
    return (outcome.acknowledged().isEmpty()
            ? problem
            : problem.withMembers(AppendJson.tree(outcome)))
        .response();
  }

  private void count(int sent, RecordingOutcome outcome, Throwable failure) {
    if (failure != null) {
      counts.refused(sent);
    } else {
      counts.acknowledged(outcome.accepted(), outcome.duplicates());
      counts.refused(sent - outcome.acknowledged().size());
    }
  }

  private static long events(List<Violation> violations) {
    return violations.stream().mapToInt(Violation::index).distinct().count();
  }
}
