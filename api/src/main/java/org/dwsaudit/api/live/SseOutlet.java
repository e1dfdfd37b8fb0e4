package org.dwsaudit.api.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.ThreadLocalRandom;
import org.dwsaudit.projections.live.Outlet;
import org.dwsaudit.projections.live.Subscription;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.wire.EventJson;
import org.jspecify.annotations.Nullable;

/**
 * Server-Sent Events (HTML Living Standard, section 9.2). An event is one message: its JSON is the
 * data, its position the id. A heartbeat is a comment with an id of its own: it is no message, but
 * a client that keeps to the standard resumes behind it. Several events that are there at once
 * leave in one piece.
 */
final class SseOutlet implements Outlet {

  static final ResponseHeaders HEADERS =
      ResponseHeaders.builder(HttpStatus.OK)
          .contentType(MediaType.EVENT_STREAM)
          // proxies that buffer would turn live into late
          .add("x-accel-buffering", "no")
          .build();

  private static final int PIECE_CHARS = 16 << 10;
  private static final int RETRY_MS_MIN = 1_000;
  private static final int RETRY_MS_SPREAD = 2_000;

  private final HttpResponseWriter answer;
  private final EventExecutor eventLoop;
  private final StringBuilder piece = new StringBuilder();
  private @Nullable Pace pace;

  SseOutlet(HttpResponseWriter answer, EventExecutor eventLoop) {
    this.answer = answer;
    this.eventLoop = eventLoop;
  }

  @Override
  public void open(Subscription subscription, Position from) {
    pace = new Pace(answer, subscription);
    answer
        .whenComplete()
        .whenComplete(
            (_, _) -> {
              subscription.cancel();
            });
    // hundreds that lose their connection together do not come back together
    int retryMillis = RETRY_MS_MIN + ThreadLocalRandom.current().nextInt(RETRY_MS_SPREAD);
    piece.append("retry: ").append(retryMillis).append('\n');
    if (answer.tryWrite(HEADERS)) {
      heartbeat(from);
      flush();
    }
  }

  @Override
  public boolean isReady() {
    return pace != null && pace.hasRoom();
  }

  @Override
  public void event(RecordedEvent disclosed) {
    // the JSON has no line breaks: it is compact
    piece.append("id: ").append(disclosed.position()).append("\ndata: ");
    piece.append(EventJson.text(disclosed)).append("\n\n");
    if (piece.length() >= PIECE_CHARS) {
      flush();
    }
  }

  @Override
  public void heartbeat(Position upTo) {
    piece.append(": up to ").append(upTo);
    piece.append("\nid: ").append(upTo).append("\n\n");
  }

  @Override
  public void flush() {
    if (!piece.isEmpty() && pace != null) {
      byte[] bytes = piece.toString().getBytes(UTF_8);
      piece.setLength(0);
      if (answer.tryWrite(HttpData.wrap(bytes))) {
        pace.wrote(bytes.length);
      }
    }
  }

  @Override
  public void end(Throwable reason, Position resumeAfter) {
    piece.append("event: error\nid: ").append(resumeAfter).append("\ndata: ");
    piece.append(EndOfStream.problem(reason, resumeAfter).tree()).append("\n\n");
    flush();
    answer.close();
    EndOfStream.close(eventLoop, reason, answer::abort);
  }
}
