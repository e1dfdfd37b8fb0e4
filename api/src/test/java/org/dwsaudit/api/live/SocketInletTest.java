package org.dwsaudit.api.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.junit.jupiter.api.Test;

class SocketInletTest {

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<String> subscriptions = new ArrayList<>();
  private final List<ErrorCode> refusals = new ArrayList<>();
  private SocketInlet inlet;

  private void connect() {
    channel.freezeTime();
    inlet =
        new SocketInlet(
            WebSocket.streaming(),
            channel.eventLoop(),
            message -> subscriptions.add(new String(message, UTF_8)),
            (AuditException refusal) -> refusals.add(refusal.code()));
  }

  private void pass(int seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  @Test
  void waitsForTheFirstMessageForABoundedTime() {
    connect();
    pass(9);
    assertThat(refusals).isEmpty();

    pass(2);

    assertThat(refusals).containsExactly(ErrorCode.TIMED_OUT);
  }

  @Test
  void takesOneMessage() {
    connect();
    inlet.onNext(WebSocketFrame.ofText("{}"));
    pass(60);
    assertThat(subscriptions).containsExactly("{}");
    assertThat(refusals).isEmpty();

    inlet.onNext(WebSocketFrame.ofText("{}"));

    assertThat(subscriptions).hasSize(1);
    assertThat(refusals).containsExactly(ErrorCode.INVALID_ARGUMENT);
  }
}
