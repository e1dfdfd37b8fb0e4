package org.dwsaudit.app.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Follows a live stream over everything that interrupts it: where the connection ends it goes on
 * after the last position that it was told, so that nothing is missed and nothing comes twice. For
 * one thread; interrupting it ends it.
 */
public final class LiveFollower {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long PAUSE_MS_MIN = 200;
  private static final long PAUSE_MS_MAX = 10_000;

  private final ServerClient client;
  private final String path;
  private final Listener listener;
  private final Duration patience;
  private @Nullable String position;

  /** Is told what happens. */
  public interface Listener {

    /** An event, as the server sent it; false ends the following. */
    boolean event(String json);

    /** The connection is lost; another is tried after a pause. */
    void interrupted(String why);

    /** The stream goes on. */
    void resumed();
  }

  /**
   * @param path of the stream, with its filter and start
   * @param patience how long a server that was there may be away
   */
  public LiveFollower(ServerClient client, String path, Duration patience, Listener listener) {
    this.client = client;
    this.path = path;
    this.patience = patience;
    this.listener = listener;
  }

  /**
   * Returns when the listener has enough or the thread is interrupted.
   *
   * @throws ServerUnreachableException if nobody answers at first, or for longer than there is
   *     patience
   * @throws ServerRefusedException if the server refuses, and would again
   */
  public void follow() {
    int failures = 0;
    long lostNanos = 0;
    while (!Thread.currentThread().isInterrupted()) {
      try (EventStream stream = client.stream(path, position)) {
        if (failures > 0) {
          listener.resumed();
        }
        failures = 0;
        if (!readAll(stream)) {
          return;
        }
        throw new IOException("the stream ended");
      } catch (IOException | ServerUnreachableException | ServerRefusedException e) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        if (failures == 0) {
          lostNanos = System.nanoTime();
        }
        giveUpOrGoOn(e, System.nanoTime() - lostNanos);
        if (failures == 0) {
          listener.interrupted(String.valueOf(e.getMessage()));
        }
        failures++;
        pause(failures);
      }
    }
  }

  /** Returns whether the listener wants more. */
  private boolean readAll(EventStream stream) throws IOException {
    boolean more = true;
    for (EventStream.Message message = stream.next();
        message != null && more;
        message = more ? stream.next() : null) {
      switch (message.type()) {
        case "message" -> more = listener.event(message.data());
        case "error" -> throw refusal(stream, message);
        default -> {} // of a newer server
      }
      position = stream.lastId();
    }
    if (stream.lastId() != null) {
      position = stream.lastId();
    }
    return more;
  }

  private ServerRefusedException refusal(EventStream stream, EventStream.Message message) {
    position = stream.lastId();
    try {
      return new ServerRefusedException(JSON.readTree(message.data()));
    } catch (JsonProcessingException e) {
      JsonNode unknown = JSON.createObjectNode().put("detail", "the server ended the stream");
      return new ServerRefusedException(unknown);
    }
  }

  private void giveUpOrGoOn(Exception failure, long lostNanos) {
    if (failure instanceof ServerRefusedException refused && !refused.retryable()) {
      throw refused;
    }
    if (failure instanceof RuntimeException known
        && (position == null || lostNanos > patience.toNanos())) {
      throw known;
    }
  }

  private static void pause(int failures) {
    long longest = Math.min(PAUSE_MS_MAX, PAUSE_MS_MIN << Math.min(failures, 10));
    try {
      // jitter: hundreds that lost one server do not come back at once
      Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
