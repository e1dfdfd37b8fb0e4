package org.dwsaudit.app.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads Server-Sent Events as the HTML Living Standard, section 9.2, says. A connection on which
 * nothing comes for longer than any heartbeat takes counts as broken. For one thread.
 */
public final class EventStream implements AutoCloseable {

  private static final int LINE_BYTES_MAX = 64 << 20;
  private static final int SILENCE_SECONDS_MAX = 90;

  private static final ScheduledExecutorService WATCH =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stream-watch").factory());

  private final InputStream in;
  private final ScheduledFuture<?> watch;
  private volatile long readNanos = System.nanoTime();
  private @Nullable String lastId;
  private @Nullable String nextId;

  EventStream(InputStream in) {
    this.in = new BufferedInputStream(in, 64 << 10);
    this.watch = WATCH.scheduleWithFixedDelay(this::look, 5, 5, TimeUnit.SECONDS);
  }

  /**
   * One message.
   *
   * @param type {@code message} unless the server named another
   */
  public record Message(String type, String data) {}

  /** The id after which a later stream goes on; null before the first. */
  public @Nullable String lastId() {
    return lastId;
  }

  /**
   * The next message; null when the stream ends. It counts as seen, and {@link #lastId} is its own,
   * when this returns.
   *
   * @throws IOException if the connection breaks
   */
  public @Nullable Message next() throws IOException {
    String type = "";
    StringBuilder data = new StringBuilder();
    for (String line = line(); line != null; line = line()) {
      if (line.isEmpty()) {
        lastId = nextId;
        if (!data.isEmpty()) {
          data.setLength(data.length() - 1);
          return new Message(type.isEmpty() ? "message" : type, data.toString());
        }
        type = "";
        continue;
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      switch (field) {
        case "event" -> type = value;
        case "data" -> data.append(value).append('\n');
        case "id" -> nextId = value;
        default -> {} // comments, retry: the caller decides when to try again
      }
    }
    return null;
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        readNanos = System.nanoTime();
        return line.toString(UTF_8);
      }
      if (line.size() == LINE_BYTES_MAX) {
        throw new IOException("a line of more than %d bytes".formatted(LINE_BYTES_MAX));
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return null;
  }

  private void look() {
    if (System.nanoTime() - readNanos > TimeUnit.SECONDS.toNanos(SILENCE_SECONDS_MAX)) {
      close();
    }
  }

  @Override
  public void close() {
    watch.cancel(false);
    try {
      in.close();
    } catch (IOException e) {
      // it is given up anyway
    }
  }
}
