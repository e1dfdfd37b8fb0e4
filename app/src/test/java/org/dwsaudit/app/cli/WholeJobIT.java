package org.dwsaudit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dwsaudit.app.cli.Cli.Result;
import org.dwsaudit.app.demo.Demo;
import org.dwsaudit.app.server.TestServer;
import org.dwsaudit.migrations.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job over the command line, on real events: those of the airline sessions where they are
 * beside the project, else those that ship with it.
 */
@TestInstance(Lifecycle.PER_CLASS)
class WholeJobIT {

  private static final Path AIRLINE = Path.of("../../shared/data/airline-sessions.ndjson");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir static Path folder;

  private final TestDatabase database = TestDatabase.create();
  private final List<JsonNode> events = new ArrayList<>();
  private TestServer server;
  private Cli cli;
  private Path file;

  @BeforeAll
  void appendAll() throws IOException {
    server = TestServer.over(database);
    cli = new Cli(server.uri());
    file = folder.resolve("events.ndjson");
    try (InputStream in =
        Files.exists(AIRLINE)
            ? Files.newInputStream(AIRLINE)
            : Demo.class.getResourceAsStream("sessions.ndjson")) {
      Files.write(file, in.readAllBytes());
    }
    for (String line : Files.readAllLines(file)) {
      events.add(JSON.readTree(line));
    }
    Result result = cli.run("append", file.toString(), "--json");
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    assertThat(result.json().path("accepted").asInt()).isEqualTo(events.size());
    assertThat(result.json().path("sessions").asInt()).isEqualTo(sessions().size());
  }

  @AfterAll
  void close() {
    server.close();
    database.close();
  }

  private Set<String> sessions() {
    Set<String> sessions = new LinkedHashSet<>();
    events.forEach(event -> sessions.add(event.path("session_id").asText()));
    return sessions;
  }

  private List<JsonNode> queryAll(String... more) {
    List<String> arguments = new ArrayList<>(List.of("query", "--limit", "1000000", "--json"));
    arguments.addAll(List.of(more));
    List<JsonNode> found = new ArrayList<>();
    cli.run(arguments.toArray(String[]::new)).json().path("events").forEach(found::add);
    return found;
  }

  @Test
  void theSameFileAgainIsAcknowledgedAndStoresNothing() {
    Result again = cli.run("append", file.toString(), "--json");
    assertThat(again.status()).isZero();
    assertThat(again.json().path("duplicates").asInt()).isEqualTo(events.size());
    assertThat(again.json().path("accepted").asInt()).isZero();
    assertThat(queryAll()).hasSize(events.size());
  }

  @Test
  void everySessionCountsFromOneWithoutAGapInTheFilesOrder() {
    Map<String, List<Long>> numbers = new LinkedHashMap<>();
    Map<String, List<String>> ids = new LinkedHashMap<>();
    for (JsonNode event : queryAll()) {
      String session = event.path("session_id").asText();
      numbers
          .computeIfAbsent(session, s -> new ArrayList<>())
          .add(event.path("sequence_number").asLong());
      ids.computeIfAbsent(session, s -> new ArrayList<>()).add(event.path("event_id").asText());
    }
    assertThat(numbers.keySet()).isEqualTo(sessions());
    numbers.forEach(
        (session, list) ->
            assertThat(list).isEqualTo(LongStream.rangeClosed(1, list.size()).boxed().toList()));
    for (String session : sessions()) {
      assertThat(ids.get(session))
          .isEqualTo(
              events.stream()
                  .filter(event -> event.path("session_id").asText().equals(session))
                  .map(event -> event.path("event_id").asText())
                  .toList());
    }
  }

  @Test
  void whatComesBackIsWhatWasSent() {
    Map<String, JsonNode> sent = new LinkedHashMap<>();
    events.forEach(event -> sent.put(event.path("event_id").asText(), event));
    for (JsonNode event : queryAll()) {
      sent.get(event.path("event_id").asText())
          .properties()
          .forEach(
              member -> {
                JsonNode back = event.path(member.getKey());
                if (!back.toString().contains("$redacted")) {
                  assertThat(back).isEqualTo(member.getValue());
                }
              });
    }
  }

  @Test
  void sessionsAreListedWithTheirCounts() {
    JsonNode listed = cli.run("sessions", "--json").json().path("sessions");
    assertThat(listed).hasSameSizeAs(sessions());
    long total = 0;
    for (JsonNode session : listed) {
      total += session.path("events").asLong();
    }
    assertThat(total).isEqualTo(events.size());
  }

  @Test
  void wildcardsSelectByCategory() {
    long expected =
        events.stream()
            .filter(event -> event.path("event_type").asText().startsWith("verification."))
            .count();
    assertThat(queryAll("--type", "verification.*")).hasSize((int) expected);
  }

  @Test
  void replayStopsAtANumberAndShowsWhatChanged() {
    String session = sessions().iterator().next();
    JsonNode state = cli.run("replay", session, "--at", "10", "--json").json();
    assertThat(state.path("as_of").path("sequence_number").asInt()).isEqualTo(10);
    JsonNode diff = cli.run("replay", session, "--diff", "5", "10", "--json").json();
    assertThat(diff.path("from").path("sequence_number").asInt()).isEqualTo(5);
    assertThat(diff.path("to").path("sequence_number").asInt()).isEqualTo(10);
    assertThat(diff.path("changes")).isNotEmpty();
    assertThat(cli.run("replay", session).out()).contains("Status", "WORKERS");
    assertThat(cli.run("replay", session, "--diff", "5", "10").out()).contains("WHAT");
  }

  @Test
  void anExportBelowConfidentialHoldsNoConfidentialValue() throws IOException {
    Path export = folder.resolve("internal.ndjson");
    Result result =
        cli.run("export", "--clearance", "internal", "--output", export.toString(), "--json");
    assertThat(result.status()).isZero();
    String text = Files.readString(export, StandardCharsets.UTF_8);
    assertThat(text.lines()).hasSameSizeAs(events);
    Set<String> confidential = new LinkedHashSet<>();
    Set<String> others = new LinkedHashSet<>();
    for (JsonNode event : events) {
      String level = event.path("data_classification").asText();
      boolean above = level.equals("confidential") || level.equals("restricted");
      longTexts(event.path("payload")).forEach(above ? confidential::add : others::add);
    }
    // a call's id, say, is in the confidential result and in the call before it
    confidential.removeAll(others);
    assertThat(confidential).isNotEmpty().noneMatch(text::contains);
    assertThat(text).contains("$redacted");
  }

  /** Texts that are nobody's identifier, as they stand in JSON. */
  private static Stream<String> longTexts(JsonNode node) {
    if (node.isTextual()) {
      return node.textValue().length() < 24 ? Stream.empty() : Stream.of(node.toString());
    }
    List<JsonNode> children = new ArrayList<>();
    node.forEach(children::add);
    return children.stream().flatMap(WholeJobIT::longTexts);
  }

  @Test
  void everyFormatExportsEveryEvent() throws IOException {
    for (String format : List.of("ndjson", "cloudevents", "csv")) {
      Path export = folder.resolve("all." + format);
      Result result = cli.run("export", "--format", format, "--output", export.toString());
      assertThat(result.status()).as(result.err()).isZero();
      assertThat(Files.size(export)).isGreaterThan(events.size() * 100L);
    }
    assertThat(Files.readAllLines(folder.resolve("all.cloudevents"))).hasSameSizeAs(events);
  }

  @Test
  void aPlanExplainsItself() {
    Result plan = cli.run("retention", "plan", "--as-of", "2027-01-01T00:00:00Z");
    assertThat(plan.status()).isZero();
    assertThat(plan.out()).contains("DUE", "mandatory events are kept 1 year (P1Y)");
    JsonNode json =
        cli.run("retention", "plan", "--as-of", "2027-01-01T00:00:00Z", "--json").json();
    assertThat(json.path("events").asInt()).isEqualTo(events.size());
  }

  @Test
  void anotherServerOnTheSameDatabaseHasItAll() {
    try (TestServer other = TestServer.over(database)) {
      Cli there = new Cli(other.uri());
      assertThat(there.run("sessions", "--json").json().path("sessions")).hasSameSizeAs(sessions());
      assertThat(there.run("append", file.toString(), "--json").json().path("duplicates").asInt())
          .isEqualTo(events.size());
    }
  }
}
