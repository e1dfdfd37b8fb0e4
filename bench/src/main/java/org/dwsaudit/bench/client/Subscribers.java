package org.dwsaudit.bench.client;

import io.grpc.stub.StreamObserver;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.dwsaudit.schema.grpc.v1.SubscribeRequest;
import org.dwsaudit.schema.grpc.v1.SubscribeResponse;

/** Many subscriptions at once, until their client is closed. */
public final class Subscribers {

  private static final int PATIENCE_SECONDS = 60;

  private final CountDownLatch open;

  Subscribers(int number, AuditClient.Subscribe call, IntFunction<SubscribeRequest> requests) {
    this.open = new CountDownLatch(number);
    for (int i = 0; i < number; i++) {
      call.subscribe(requests.apply(i), new One());
    }
  }

  /** Returns when the server has said to each where it begins. */
  public void awaitOpen() throws InterruptedException {
    if (!open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("%d subscribers are not open".formatted(open.getCount()));
    }
  }

  private final class One implements StreamObserver<SubscribeResponse> {

    private boolean heard;

    @Override
    public void onNext(SubscribeResponse message) {
      if (!heard) {
        heard = true;
        open.countDown();
      }
    }

    @Override
    public void onError(Throwable failure) {
      // the client was closed; before that, it is counted as not open
    }

    @Override
    public void onCompleted() {
      // the server ended it; it is counted as not open unless it was
    }
  }
}
