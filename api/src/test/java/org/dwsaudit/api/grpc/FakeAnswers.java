package org.dwsaudit.api.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A caller whose pace the test decides. */
final class FakeAnswers<T> extends ServerCallStreamObserver<T> {

  final BlockingQueue<T> taken = new LinkedBlockingQueue<>();
  final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
  final AtomicInteger requested = new AtomicInteger();
  private volatile boolean ready;
  private volatile boolean cancelled;
  private @Nullable Runnable onReady;
  private @Nullable Runnable onCancel;

  void ready(boolean now) {
    ready = now;
    if (now && onReady != null) {
      onReady.run();
    }
  }

  void cancel() {
    cancelled = true;
    if (onCancel != null) {
      onCancel.run();
    }
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void setOnReadyHandler(Runnable handler) {
    onReady = handler;
  }

  @Override
  public void setOnCancelHandler(Runnable handler) {
    onCancel = handler;
  }

  @Override
  public void request(int count) {
    requested.addAndGet(count);
  }

  @Override
  public void onNext(T message) {
    taken.add(message);
  }

  @Override
  public void onError(Throwable failure) {
    ends.add("error");
  }

  @Override
  public void onCompleted() {
    ends.add("completed");
  }

  @Override
  public void disableAutoInboundFlowControl() {}

  @Override
  public void disableAutoRequest() {}

  @Override
  public void setMessageCompression(boolean enable) {}

  @Override
  public void setCompression(String compression) {}
}
