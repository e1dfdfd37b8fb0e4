package org.dwsaudit.api.webhook;

import com.linecorp.armeria.common.HttpData;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Keeps the beginning of an answer's body, passes over some more, and has the rest cut off. */
final class BodyExcerpt implements Subscriber<HttpData> {

  private static final int BYTES_KEPT = 512;
  private static final int BYTES_READ_MAX = 64 << 10;

  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final byte[] kept = new byte[BYTES_KEPT];
  private int size;
  private long read;
  private @Nullable Subscription subscription;

  /** Completes normally, however the body ends. */
  CompletableFuture<Void> end() {
    return end;
  }

  /** Visible text of the beginning, once it has ended. */
  String text() {
    String text = new String(Arrays.copyOf(kept, size), StandardCharsets.UTF_8);
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .forEach(visible::appendCodePoint);
    return visible.toString().strip();
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(HttpData data) {
    byte[] bytes = data.array();
    int taken = Math.min(bytes.length, BYTES_KEPT - size);
    System.arraycopy(bytes, 0, kept, size, taken);
    size += taken;
    read += bytes.length;
    if (read > BYTES_READ_MAX && subscription != null) {
      subscription.cancel();
      end.complete(null);
    }
  }

  @Override
  public void onError(Throwable failure) {
    end.complete(null);
  }

  @Override
  public void onComplete() {
    end.complete(null);
  }
}
