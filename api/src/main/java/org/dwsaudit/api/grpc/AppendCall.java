package org.dwsaudit.api.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import org.dwsaudit.api.error.Failures;
import org.dwsaudit.domain.session.EventRecorder;
import org.dwsaudit.domain.session.RecordingOutcome;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.grpc.v1.AppendRequest;
import org.dwsaudit.schema.grpc.v1.AppendResponse;

/** One call of Append: ends when its events are recorded, and holds no thread until then. */
final class AppendCall {

  private final TenantId tenant;
  private final Appends appends;
  private final EventRecorder recorder;
  private final ServerCallStreamObserver<AppendResponse> answer;

  AppendCall(
      TenantId tenant,
      Appends appends,
      EventRecorder recorder,
      ServerCallStreamObserver<AppendResponse> answer) {
    this.tenant = tenant;
    this.appends = appends;
    this.recorder = recorder;
    this.answer = answer;
  }

  void record(AppendRequest request) {
    if (Appends.isSmall(request)) {
      readAndRecord(request);
    } else {
      appends
          .threads()
          .execute(
              () -> {
                try {
                  readAndRecord(request);
                } catch (RuntimeException e) {
                  answer.onError(GrpcErrors.of(e));
                }
              });
    }
  }

  private void readAndRecord(AppendRequest request) {
    List<SubmittedEvent> events = appends.read(request);
    if (answer.isCancelled()) {
      return;
    }
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
