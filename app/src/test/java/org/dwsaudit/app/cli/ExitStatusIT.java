package org.dwsaudit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dwsaudit.app.cli.Cli.Result;
import org.dwsaudit.app.server.SampleEvents;
import org.dwsaudit.app.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the verbs say when something is wrong, and what they exit with. */
@TestInstance(Lifecycle.PER_CLASS)
class ExitStatusIT {

  @TempDir static Path folder;

  private final TestServer server = TestServer.start();
  private final Cli cli = new Cli(server.uri());

  @AfterAll
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "query --limit 0",
        "query --limit many",
        "query --unknown-option",
        "append",
        "append no-such-file.ndjson",
        "hold",
        "hold place --reason why",
        "hold place --query not-json --reason why",
        "replay",
        "tail --from-start --after 0000000000000001",
        "serve --port many",
        "serve --port 70000",
        "serve --config no-such-file.yaml",
        "sessions --server not-a-url"
      })
  void wrongUsageIsTwo(String line) {
    Result result = Cli.plain(line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(result.status()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).isNotBlank().doesNotContain("Exception", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sessions --server http://127.0.0.1:1",
        "query --server http://127.0.0.1:1",
        "tail --server http://127.0.0.1:1",
        "serve --port 0 --database-url jdbc:postgresql://127.0.0.1:1/none"
      })
  void nobodyThereIsThree(String line) {
    Result result = Cli.plain(line.split(" "));
    assertThat(result.status()).as(result.err()).isEqualTo(3);
    assertThat(result.err()).contains("expected").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replay 11111111-1111-1111-1111-111111111111",
        "replay not-a-uuid",
        "query --type workflow.fase_entered",
        "query --cursor Zm9yZ2Vk",
        "tail --type workflow.fase_entered",
        "tail --after 12",
        "tail --after 7fffffffffffffff",
        "export --clearance restricted",
        "export --format parchment",
        "retention plan --as-of yesterday",
        "retention set --mandatory P1D --reason cheaper",
        "hold release 11111111-1111-1111-1111-111111111111 --reason done"
      })
  void aRefusalIsOneAndNamesItsCode(String line) {
    Result result = cli.run(line.split(" "));
    assertThat(result.status()).as(result.err()).isEqualTo(1);
    assertThat(result.err()).containsPattern("\\([A-Z_]+\\)").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verify --store --key name+00000000+AA",
        "verify --store --report report.pdf",
        "verify --store --summary sessions.csv",
        "verify bundle.zip --data folder",
        "verify bundle.zip --database-url jdbc:postgresql://127.0.0.1:1/none",
        "verify bundle.zip --config dws-audit.yaml"
      })
  void whatWouldDoNothingIsWrongUsage(String line) {
    Result result = Cli.plain(line.split(" "));
    assertThat(result.status()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains(line.split(" ")[2]).contains("expected: with");
  }

  @Test
  void aBindThatOthersCouldReachIsRefused() {
    Result result = Cli.plain("serve", "--port", "0", "--bind", "0.0.0.0");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("loopback");
  }

  @Test
  void aPortInUseIsRefused() {
    Result result =
        Cli.plain(
            "serve",
            "--port",
            String.valueOf(server.uri().getPort()),
            "--database-url",
            server.database().jdbcUrl());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("in use").contains("--port");
  }

  @Test
  void aBrokenLineRefusesItsUnitAndIsNamed() throws IOException {
    String session = SampleEvents.newSession();
    Path file = folder.resolve("broken.ndjson");
    Files.writeString(
        file,
        SampleEvents.ndjson(SampleEvents.question(session, 1))
            + "{\"event_id\": oops}\n"
            + SampleEvents.ndjson(SampleEvents.question(session, 2)));
    Result result = cli.run("append", file.toString());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("line 2");
    assertThat(cli.run("replay", session).status()).isEqualTo(1);
  }

  @Test
  void aDeadLetterFileKeepsWhatWasRefusedAndTheRestIsStored() throws IOException {
    String session = SampleEvents.newSession();
    Path file = folder.resolve("mixed.ndjson");
    Path dead = folder.resolve("dead.ndjson");
    Files.writeString(
        file,
        SampleEvents.ndjson(
            SampleEvents.question(session, 1),
            SampleEvents.event(session, "workflow.fase_entered", 2),
            SampleEvents.question(session, 3)));
    Result result = cli.run("append", file.toString(), "--dead-letter", dead.toString(), "--json");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(result.json().path("refused").asInt()).isEqualTo(1);
    assertThat(Files.readAllLines(dead))
        .singleElement()
        .asString()
        .contains("workflow.phase_entered");
    assertThat(cli.run("sessions", "--json").json().path("sessions").toString()).contains(session);
  }

  @Test
  void everyVerbHasHelp() {
    for (String verb : Main.commandLine().getSubcommands().keySet()) {
      Result help = Cli.plain(verb, "--help");
      assertThat(help.status()).isZero();
      assertThat(help.out()).contains("Usage: dws-audit " + verb);
    }
  }
}
