package org.dwsaudit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dwsaudit.app.faults.Await;
import org.dwsaudit.app.server.SampleEvents;
import org.dwsaudit.app.server.TestServer;
import org.dwsaudit.migrations.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./dws-audit tail}. */
class TailIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;

  @AutoClose private static final TestDatabase database = TestDatabase.create();

  private final String session = SampleEvents.newSession();

  private void append(URI server, ObjectNode... events) throws IOException {
    Path file = folder.resolve("events.ndjson");
    Files.writeString(file, SampleEvents.ndjson(events));
    assertThat(new Cli(server).run("append", file.toString()).status()).isZero();
  }

  /** A tail at work, on a thread of its own. */
  private static final class Tail implements AutoCloseable {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final Thread thread;

    Tail(URI server, String... arguments) {
      List<String> all = new ArrayList<>(List.of("tail", "--server", server.toString()));
      all.addAll(List.of(arguments));
      thread =
          Thread.ofPlatform()
              .start(
                  () ->
                      status.complete(
                          Main.commandLine()
                              .setOut(new PrintWriter(out, true))
                              .setErr(new PrintWriter(err, true))
                              .execute(all.toArray(String[]::new))));
    }

    List<String> lines() {
      return out.toString().lines().toList();
    }

    List<String> awaitLines(int number) {
      Await.until(
          () -> lines().size() >= number || status.isDone(), () -> number + " lines; " + err);
      return lines();
    }

    int stop() throws Exception {
      thread.interrupt();
      return status.get(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }

  @Test
  void showsEventsAsTheyAreCommitted() throws Exception {
    try (TestServer server = TestServer.over(database)) {
      append(server.uri(), SampleEvents.question(session, 1));
      try (Tail tail = new Tail(server.uri(), "--session", session, "--from-start")) {
        tail.awaitLines(1);
        append(server.uri(), SampleEvents.question(session, 2));

        List<String> lines = tail.awaitLines(2);

        assertThat(lines.getFirst())
            .contains("2026-04-01T10:00:01Z", "interaction.question_asked", " #1 ", "agent")
            .endsWith("text=Question 1");
        assertThat(lines.getLast()).contains(" #2 ").endsWith("text=Question 2");
        assertThat(tail.stop()).isZero();
      }
    }
  }

  @Test
  void goesOnAfterTheLastEventWhenTheServerIsThereAgain() throws Exception {
    TestServer server = TestServer.over(database);
    URI uri = server.uri();
    try (Tail tail = new Tail(uri, "--session", session, "--from-start", "--json")) {
      append(uri, SampleEvents.question(session, 1), SampleEvents.question(session, 2));
      tail.awaitLines(2);
      server.close();
      Await.until(() -> tail.err.toString().contains("lost"), () -> "a loss that is told");
      server = TestServer.over(database, Map.of("server.port", String.valueOf(uri.getPort())));
      append(uri, SampleEvents.question(session, 3));

      List<JsonNode> events = new ArrayList<>();
      for (String line : tail.awaitLines(3)) {
        events.add(JSON.readTree(line));
      }

      assertThat(events).map(e -> e.path("sequence_number").asInt()).containsExactly(1, 2, 3);
      assertThat(tail.err.toString()).contains("connected again");
      String second = events.get(1).at("/record/position").asText();
      try (Tail after = new Tail(uri, "--session", session, "--after", second)) {
        assertThat(after.awaitLines(1).getFirst()).endsWith("Question 3");
      }
      assertThat(tail.stop()).isZero();
    } finally {
      server.close();
    }
  }

  @Test
  void showsNothingThatSteersATerminal() throws Exception {
    ObjectNode evil = SampleEvents.question(session, 1);
    evil.withObject("/payload").put("text", "a\u001b[2J\u202eb\nc @|red d|@");
    try (TestServer server = TestServer.over(database)) {
      append(server.uri(), evil);
      try (Tail tail = new Tail(server.uri(), "--session", session, "--from-start")) {
        assertThat(tail.awaitLines(1))
            .singleElement()
            .asString()
            .doesNotContain("\u001b", "\u202e")
            .endsWith("c @|red d|@");
      }
    }
  }
}
