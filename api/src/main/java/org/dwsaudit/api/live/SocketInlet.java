package org.dwsaudit.api.live;

import com.linecorp.armeria.common.websocket.CloseWebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * What comes in over a WebSocket: one text message in time, then nothing but control frames. A
 * frame is read when the one before it has been dealt with. All calls come on the connection's
 * thread.
 */
final class SocketInlet implements Subscriber<WebSocketFrame> {

  private static final int FIRST_MESSAGE_SECONDS = 10;

  private final WebSocketWriter out;
  private final Consumer<byte[]> onSubscription;
  private final Consumer<AuditException> onRefusal;
  private @Nullable Subscription frames;
  private boolean asked;

  /**
   * @param onSubscription takes the first message; MUST return at once
   * @param onRefusal takes why the connection is to be closed
   */
  SocketInlet(
      WebSocketWriter out,
      EventExecutor eventLoop,
      Consumer<byte[]> onSubscription,
      Consumer<AuditException> onRefusal) {
    this.out = out;
    this.onSubscription = onSubscription;
    this.onRefusal = onRefusal;
    var unused = eventLoop.schedule(this::requireFirst, FIRST_MESSAGE_SECONDS, TimeUnit.SECONDS);
  }

  private void requireFirst() {
    if (!asked && out.isOpen()) {
      refuse(
          ErrorCode.TIMED_OUT,
          "first message: none within %d s (expected: a subscription)"
              .formatted(FIRST_MESSAGE_SECONDS));
    }
  }

  @Override
  public void onSubscribe(Subscription started) {
    frames = started;
    started.request(1);
  }

  @Override
  public void onNext(WebSocketFrame frame) {
    switch (frame.type()) {
      case TEXT, BINARY, CONTINUATION -> message(frame);
      case PING -> {
        out.writePong(frame.array());
        // pings are read no faster than their answers are taken
        var unused = out.whenConsumed().thenRun(this::readOn);
      }
      case PONG -> readOn();
      case CLOSE -> out.close(((CloseWebSocketFrame) frame).status());
    }
  }

  private void message(WebSocketFrame frame) {
    if (asked) {
      refuse(ErrorCode.INVALID_ARGUMENT, "message: a second one (expected: one subscription)");
      return;
    }
    asked = true;
    onSubscription.accept(frame.array());
    readOn();
  }

  private void refuse(ErrorCode code, String message) {
    asked = true;
    onRefusal.accept(new AuditException(code, message));
  }

  private void readOn() {
    if (frames != null) {
      frames.request(1);
    }
  }

  /** The connection broke, or the client broke the protocol: the server closes it. */
  @Override
  public void onError(Throwable failure) {
    out.abort(failure);
  }

  /** The client sends no more; where it closed properly, it has its answer. */
  @Override
  public void onComplete() {
    out.close();
  }
}
