package org.dwsaudit.api.http.exchange;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Collects a body as it arrives, within the server's budget. */
final class BodyCollector implements Subscriber<HttpObject> {

  private final BodyBudget.Share budget;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private @Nullable Subscription subscription;

  BodyCollector(BodyBudget.Share budget) {
    this.budget = budget;
  }

  /** Completes when the body is there; fails as the request does, or with OVERLOADED. */
  CompletableFuture<byte[]> body() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription started) {
    subscription = started;
    started.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(HttpObject part) {
    if (!(part instanceof HttpData data) || body.isDone()) {
      return;
    }
    try {
      budget.take(data.length());
      bytes.writeBytes(data.array());
    } catch (RuntimeException e) {
      body.completeExceptionally(e);
      if (subscription != null) {
        subscription.cancel();
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(bytes.toByteArray());
  }
}
