package org.dwsaudit.api.grpc;

import io.grpc.stub.StreamObserver;
import java.util.List;
import org.dwsaudit.api.error.Failures;
import org.dwsaudit.domain.session.EventRecorder;
import org.dwsaudit.domain.session.RecordingOutcome;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.grpc.v1.AppendResponse;

/** One call of Append: ends when its events are recorded, and holds no thread until then. */
final class AppendCall {

  private AppendCall() {}

  static void record(
      EventRecorder recorder,
      TenantId tenant,
      List<SubmittedEvent> events,
      StreamObserver<AppendResponse> answer) {
    var unused =
        recorder
            .record(tenant, events)
            .whenComplete(
                (outcome, failure) -> {
                  if (failure != null) {
                    answer.onError(GrpcErrors.of(failure));
                  } else {
                    end(outcome, answer);
                  }
                });
  }

  private static void end(RecordingOutcome outcome, StreamObserver<AppendResponse> answer) {
    AppendResponse stored = Appends.response(outcome);
    if (outcome.refused().isPresent()) {
      AuditException refused = Failures.of(outcome.refused().get());
      answer.onError(GrpcErrors.of(refused, outcome.acknowledged().isEmpty() ? null : stored));
    } else {
      answer.onNext(stored);
      answer.onCompleted();
    }
  }
}
