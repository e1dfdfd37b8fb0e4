package org.dwsaudit.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dwsaudit.app.faults.Await;

/** A WebSocket, and what came over it in order. */
final class SocketLine implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private volatile boolean takes = true;

  /** Something that came. */
  sealed interface Heard {
    record Text(String text) implements Heard {
      JsonNode json() {
        try {
          return JSON.readTree(text);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    record Ping(String data) implements Heard {}

    record Pong(String data) implements Heard {}

    record Closed(int code, String reason) implements Heard {}
  }

  /** Connects. */
  SocketLine(URI server, String path) {
    URI address = URI.create("ws://" + server.getAuthority() + path);
    this.socket = http.newWebSocketBuilder().buildAsync(address, new Listener()).join();
  }

  SocketLine send(String text) {
    socket.sendText(text, true).join();
    return this;
  }

  SocketLine sendInTwo(String text) {
    socket.sendText(text.substring(0, text.length() / 2), false).join();
    socket.sendText(text.substring(text.length() / 2), true).join();
    return this;
  }

  SocketLine ping(String data) {
    socket.sendPing(ByteBuffer.wrap(data.getBytes(UTF_8))).join();
    return this;
  }

  /** Leaves what comes from now on where it is. */
  void takeNothing() {
    takes = false;
  }

  void takeAll() {
    takes = true;
    socket.request(1);
  }

  private void took() {
    if (takes) {
      socket.request(1);
    }
  }

  /** The next of a kind; others that come before it are passed over. */
  <T extends Heard> T next(Class<T> kind) {
    try {
      while (true) {
        Heard next = heard.poll(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
          throw new AssertionError("no " + kind.getSimpleName() + " came");
        }
        if (kind.isInstance(next)) {
          return kind.cast(next);
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        heard.add(new Heard.Text(text.toString()));
        text.setLength(0);
      }
      took();
      return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer data) {
      heard.add(new Heard.Ping(UTF_8.decode(data).toString()));
      took();
      return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
      heard.add(new Heard.Pong(UTF_8.decode(data).toString()));
      took();
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      heard.add(new Heard.Closed(code, reason));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      heard.add(new Heard.Closed(1006, failure.toString()));
    }
  }
}
