package org.dwsaudit.api.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.websocket.WebSocketCloseStatus;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import io.netty.util.concurrent.EventExecutor;
import org.dwsaudit.api.http.exchange.Problem;
import org.dwsaudit.projections.live.Outlet;
import org.dwsaudit.projections.live.Subscription;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.wire.EventJson;
import org.jspecify.annotations.Nullable;

/**
 * Events over a WebSocket: a text message each, its JSON. A heartbeat is a ping whose data is the
 * position. The end is a text message {@code {"error": {…}}} with the problem document, and a close
 * frame: 1012 where the server stops, else 4000 and the problem's HTTP status, its code in the
 * reason.
 */
final class SocketOutlet implements Outlet {

  private static final int CLOSE_CODES = 4_000;

  private final WebSocketWriter out;
  private final EventExecutor eventLoop;
  private @Nullable Pace pace;

  SocketOutlet(WebSocketWriter out, EventExecutor eventLoop) {
    this.out = out;
    this.eventLoop = eventLoop;
  }

  @Override
  public void open(Subscription subscription, Position from) {
    pace = new Pace(out, subscription);
    out.whenComplete()
        .whenComplete(
            (_, _) -> {
              subscription.cancel();
            });
    heartbeat(from);
  }

  @Override
  public boolean isReady() {
    return pace != null && pace.hasRoom();
  }

  @Override
  public void event(RecordedEvent disclosed) {
    byte[] json = EventJson.text(disclosed).getBytes(UTF_8);
    write(WebSocketFrame.ofText(json), json.length);
  }

  @Override
  public void heartbeat(Position upTo) {
    byte[] position = upTo.toString().getBytes(UTF_8);
    write(WebSocketFrame.ofPing(position), position.length);
  }

  private void write(WebSocketFrame frame, int bytes) {
    if (out.tryWrite(frame) && pace != null) {
      pace.wrote(bytes);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void end(Throwable reason, Position resumeAfter) {
    close(reason, EndOfStream.problem(reason, resumeAfter), "; go on after " + resumeAfter);
  }

  /** Ends a connection on which nothing was subscribed to. */
  void refuse(Throwable reason) {
    close(reason, EndOfStream.problem(reason), "");
  }

  private void close(Throwable reason, Problem problem, String more) {
    if (out.tryWrite("{\"error\":" + problem.tree() + "}")) {
      out.close(status(problem), problem.code().name() + more);
    }
    EndOfStream.close(eventLoop, reason, out::abort);
  }

  private static WebSocketCloseStatus status(Problem problem) {
    return problem.code() == ErrorCode.SERVER_STOPPING
        ? WebSocketCloseStatus.SERVICE_RESTART
        : WebSocketCloseStatus.ofPrivateUse(
            CLOSE_CODES + problem.status().code(), problem.code().name());
  }
}
