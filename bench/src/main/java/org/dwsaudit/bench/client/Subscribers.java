package org.dwsaudit.bench.client;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dwsaudit.schema.grpc.v1.SubscribeRequest;
import org.dwsaudit.schema.grpc.v1.SubscribeResponse;
import org.jspecify.annotations.Nullable;

/** Many subscriptions at once; closing ends them. */
public final class Subscribers implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;

  private final CountDownLatch open;
  private final List<One> all;

  Subscribers(int number, AuditClient.Subscribe call, IntFilter filters) {
    this.open = new CountDownLatch(number);
    this.all = IntStream.range(0, number).mapToObj(i -> new One()).toList();
    for (int i = 0; i < number; i++) {
      call.subscribe(filters.of(i), all.get(i));
    }
  }

  /** What each of them asks for. */
  @FunctionalInterface
  public interface IntFilter {
    SubscribeRequest of(int number);
  }

  /** Returns when the server has said to each where it begins. */
  public void awaitOpen() throws InterruptedException {
    if (!open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("%d subscribers are not open".formatted(open.getCount()));
    }
  }

  @Override
  public void close() {
    all.forEach(One::cancel);
  }

  private final class One implements ClientResponseObserver<SubscribeRequest, SubscribeResponse> {

    private volatile @Nullable ClientCallStreamObserver<SubscribeRequest> call;
    private volatile boolean heard;

    @Override
    public void beforeStart(ClientCallStreamObserver<SubscribeRequest> started) {
      call = started;
    }

    @Override
    public void onNext(SubscribeResponse message) {
      if (!heard) {
        heard = true;
        open.countDown();
      }
    }

    @Override
    public void onError(Throwable failure) {
      // cancelled, or counted as not open
    }

    @Override
    public void onCompleted() {
      // the server ended it; counted as not open unless it was
    }

    void cancel() {
      ClientCallStreamObserver<SubscribeRequest> started = call;
      if (started != null) {
        started.cancel("done", null);
      }
    }
  }
}
