package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.dwsaudit.schema.event.Classification;

/** A server with {@link LeveledEvents} in its store, and what somebody may see of them. */
final class LeveledStore implements AutoCloseable {

  private final long seed = new Random().nextLong();
  private final LeveledEvents events = new LeveledEvents(seed, 5, 10);
  private final TestServer server;
  private final String lastEvent;

  /**
   * @param folder for the configuration file
   */
  LeveledStore(Path folder) {
    server =
        TestServer.start(
            rules(folder),
            Map.of("webhooks.allowed_private_targets", "127.0.0.0/8"),
            Who.principals());
    try (Outputs producer = outputs(Who.PUBLIC)) {
      String answer =
          producer.post("/v1/events", LeveledEvents.body(events.events())).is(200).text();
      assertNothingAbove(Classification.PUBLIC, answer);
      lastEvent =
          producer
              .post("/v1/events/query", "{\"order\":\"desc\",\"limit\":1}")
              .is(200)
              .json()
              .at("/events/0/event_id")
              .asText();
    }
  }

  private static Path rules(Path folder) {
    try {
      return Files.writeString(folder.resolve("dws-audit.yaml"), LeveledEvents.RULES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LeveledEvents events() {
    return events;
  }

  List<String> sessions() {
    return events.events().stream()
        .map(event -> event.path("session_id").asText())
        .distinct()
        .toList();
  }

  /** The last in the log: sessions of one request are stored in any order. */
  String lastEvent() {
    return lastEvent;
  }

  TestServer server() {
    return server;
  }

  URI uri() {
    return server.uri();
  }

  Outputs outputs(Who who) {
    return new Outputs(server.uri(), who);
  }

  /** The tokens that a text has in it. */
  Set<String> found(CharSequence text) {
    Set<String> found = new HashSet<>();
    for (int i = 0; i + LeveledEvents.TOKEN_CHARS <= text.length(); i++) {
      String candidate = text.subSequence(i, i + LeveledEvents.TOKEN_CHARS).toString();
      if (events.tokens().containsKey(candidate)) {
        found.add(candidate);
      }
    }
    return found;
  }

  void assertNothingAbove(Classification sees, CharSequence text) {
    assertThat(found(text))
        .as("seed %d", seed)
        .allMatch(token -> !events.tokens().get(token).isAbove(sees));
  }

  /** All that they may see is there, and nothing else. */
  void assertExactly(Classification sees, CharSequence text) {
    Set<String> expected = new HashSet<>(events.tokens().keySet());
    expected.removeIf(token -> events.tokens().get(token).isAbove(sees));
    assertThat(found(text)).as("seed %d", seed).isEqualTo(expected);
  }

  @Override
  public void close() {
    server.close();
  }
}
