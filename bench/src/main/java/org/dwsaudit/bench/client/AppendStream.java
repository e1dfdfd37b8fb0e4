package org.dwsaudit.bench.client;

import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.dwsaudit.schema.grpc.v1.AppendRequest;
import org.dwsaudit.schema.grpc.v1.AppendStreamResponse;
import org.dwsaudit.schema.grpc.v1.Refusal;

/**
 * One call of AppendStream: units go out, some ahead of their answers; what is refused for now is
 * sent again. For one sending thread. Closing waits for what is out.
 */
public final class AppendStream implements AutoCloseable {

  /** As many as the server reads ahead of its answers. */
  private static final int UNITS_AHEAD = 8;

  /** Of one stream; more means that the server cannot, not that it is busy. */
  private static final int RESENDS_MAX = 1_000;

  private final Semaphore free = new Semaphore(UNITS_AHEAD);
  private final Deque<AppendRequest> unanswered = new ArrayDeque<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final StreamObserver<AppendRequest> requests;
  private int resends;

  AppendStream(AuditClient.Opener call) {
    this.requests = call.open(new Answers());
  }

  /** Sends a unit; waits only while too many are unanswered. */
  public void send(AppendRequest unit) {
    free.acquireUninterruptibly();
    throwIfFailed();
    put(unit);
  }

  /** Waits until every unit sent is acknowledged. */
  public void drain() {
    free.acquireUninterruptibly(UNITS_AHEAD);
    throwIfFailed();
    free.release(UNITS_AHEAD);
  }

  /** How many units were refused for now and sent again. */
  public synchronized int resends() {
    return resends;
  }

  @Override
  public void close() {
    drain();
    requests.onCompleted();
    ended.join();
  }

  private synchronized void put(AppendRequest unit) {
    unanswered.add(unit);
    requests.onNext(unit);
  }

  private void throwIfFailed() {
    if (ended.isCompletedExceptionally()) {
      free.release(UNITS_AHEAD);
      ended.join();
    }
  }

  private synchronized void refused(AppendRequest unit, Refusal refusal) {
    if (refusal.getRetryable() && resends++ < RESENDS_MAX) {
      put(unit);
    } else {
      fail(
          new IllegalStateException(
              "refused: %s %s".formatted(refusal.getCode(), refusal.getMessage())));
    }
  }

  private void fail(Throwable failure) {
    ended.completeExceptionally(failure);
    free.release(UNITS_AHEAD);
  }

  private synchronized AppendRequest answered() {
    return unanswered.remove();
  }

  private final class Answers implements StreamObserver<AppendStreamResponse> {

    @Override
    public void onNext(AppendStreamResponse answer) {
      AppendRequest unit = answered();
      if (answer.hasRefused()) {
        refused(unit, answer.getRefused());
      } else {
        free.release();
      }
    }

    @Override
    public void onError(Throwable failure) {
      fail(failure);
    }

    @Override
    public void onCompleted() {
      ended.complete(null);
    }
  }
}
