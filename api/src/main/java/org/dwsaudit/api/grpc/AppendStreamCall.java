package org.dwsaudit.api.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.dwsaudit.api.error.Failures;
import org.dwsaudit.domain.session.EventRecorder;
import org.dwsaudit.domain.session.RecordingOutcome;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.grpc.v1.AppendRequest;
import org.dwsaudit.schema.grpc.v1.AppendStreamResponse;
import org.jspecify.annotations.Nullable;

/**
 * One call of AppendStream. Units are read and recorded {@value #UNITS_IN_FLIGHT} at a time and
 * answered in order; the next is asked for when one was answered and the caller takes answers.
 */
final class AppendStreamCall implements StreamObserver<AppendRequest> {

  static final int UNITS_IN_FLIGHT = 8;

  private final TenantId tenant;
  private final Appends appends;
  private final EventRecorder recorder;
  private final ServerCallStreamObserver<AppendStreamResponse> answers;
  private final SessionOrder order = new SessionOrder();
  private CompletableFuture<Long> answered = CompletableFuture.completedFuture(0L);
  private int toRequest;

  private AppendStreamCall(
      TenantId tenant,
      Appends appends,
      EventRecorder recorder,
      ServerCallStreamObserver<AppendStreamResponse> answers) {
    this.tenant = tenant;
    this.appends = appends;
    this.recorder = recorder;
    this.answers = answers;
  }

  static AppendStreamCall start(
      TenantId tenant,
      Appends appends,
      EventRecorder recorder,
      ServerCallStreamObserver<AppendStreamResponse> answers) {
    AppendStreamCall call = new AppendStreamCall(tenant, appends, recorder, answers);
    answers.disableAutoRequest();
    answers.setOnReadyHandler(call::requestMore);
    answers.setOnCancelHandler(() -> {}); // what is under way finishes; nothing more begins
    answers.request(UNITS_IN_FLIGHT);
    return call;
  }

  @Override
  public void onNext(AppendRequest unit) {
    answered = answered.thenCombine(record(unit), this::answer);
  }

  private CompletableFuture<AppendStreamResponse> record(AppendRequest unit) {
    try {
      List<SubmittedEvent> events = appends.read(unit);
      return order
          .after(events, () -> recordUnlessCancelled(events))
          .thenApply(Appends::answer)
          .exceptionally(this::refusalUnlessCancelled);
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(refusal(e));
    }
  }

  private CompletableFuture<RecordingOutcome> recordUnlessCancelled(List<SubmittedEvent> events) {
    return answers.isCancelled()
        ? CompletableFuture.failedFuture(new CancellationException())
        : recorder.record(tenant, events);
  }

  private AppendStreamResponse refusalUnlessCancelled(Throwable failure) {
    if (answers.isCancelled()) {
      throw new CompletionException(failure);
    }
    return refusal(failure);
  }

  private static AppendStreamResponse refusal(Throwable failure) {
    return Appends.refusal(Failures.of(failure), null);
  }

  private long answer(long before, AppendStreamResponse answer) {
    if (answers.isCancelled()) {
      throw new CompletionException(new CancellationException());
    }
    answers.onNext(answer);
    synchronized (this) {
      toRequest++;
    }
    requestMore();
    return before + 1;
  }

  private void requestMore() {
    int units;
    synchronized (this) {
      units = answers.isReady() ? toRequest : 0;
      toRequest -= units;
    }
    if (units > 0) {
      answers.request(units);
    }
  }

  @Override
  public void onCompleted() {
    var unused = answered.whenComplete((units, failure) -> end(failure));
  }

  private void end(@Nullable Throwable failure) {
    if (answers.isCancelled()) {
      return;
    }
    if (failure == null) {
      answers.onCompleted();
    } else {
      answers.onError(GrpcErrors.of(failure));
    }
  }

  /** The caller went away: what was acknowledged stays, what was not they may send again. */
  @Override
  public void onError(Throwable failure) {}
}
