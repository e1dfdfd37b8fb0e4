package org.dwsaudit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.dwsaudit.app.cli.Cli.Result;
import org.dwsaudit.app.demo.Demo;
import org.dwsaudit.app.server.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a compliance officer and an auditor do, over the command line: append, hold, keep longer
 * what a framework asks for, expire, export, verify, tamper, verify again.
 */
class DayInTheLifeIT {

  @TempDir private Path folder;

  private static Result done(Result result) {
    assertThat(result.status()).as(result.out() + result.err()).isZero();
    return result;
  }

  private Path events() throws IOException {
    try (InputStream in = Demo.class.getResourceAsStream("sessions.ndjson")) {
      return Files.write(folder.resolve("sessions.ndjson"), in.readAllBytes());
    }
  }

  private static long group(JsonNode receipt, String category, String member) {
    for (JsonNode group : receipt.path("groups")) {
      if (group.path("category").asText().equals(category)) {
        return group.path(member).asLong();
      }
    }
    throw new AssertionError(category);
  }

  @Test
  void fromTheFirstEventToTheAuditorsReport() throws IOException {
    try (TestServer server = TestServer.start()) {
      Cli cli = new Cli(server.uri());
      JsonNode appended = done(cli.run("append", events().toString(), "--json")).json();
      Path kept = folder.resolve("kept.txt");
      done(cli.run("log", "checkpoint", "--now", "--output", kept.toString()));
      String held = cli.run("sessions", "--json").json().at("/sessions/0/session_id").asText();
      done(cli.run("hold", "place", "--session", held, "--reason", "complaint 4711"));
      done(
          cli.run(
              "retention",
              "set",
              "--framework",
              "eu-ai-act",
              "--type",
              "skill.invoked",
              "--period",
              "P6M",
              "--reason",
              "high-risk system"));

      String inAHundredDays = Instant.now().plus(100, ChronoUnit.DAYS).toString();
      JsonNode receipt =
          done(cli.run("retention", "run", "--as-of", inAHundredDays, "--json")).json();
      assertThat(group(receipt, "optional", "expired")).isPositive();
      assertThat(group(receipt, "optional", "held")).isPositive();
      assertThat(group(receipt, "compliance", "expired")).isZero();
      assertThat(group(receipt, "compliance", "events")).isPositive();

      Path bundle = folder.resolve("auditor.zip");
      done(
          cli.run(
              "export",
              "--format",
              "bundle",
              "--clearance",
              "internal",
              "--since",
              kept.toString(),
              "--reason",
              "audit",
              "--output",
              bundle.toString()));
      String key = done(cli.run("log", "key")).out().strip();
      Path report = folder.resolve("report.pdf");
      Result verified =
          done(
              Cli.plain(
                  "verify",
                  bundle.toString(),
                  "--key",
                  key,
                  "--against",
                  kept.toString(),
                  "--report",
                  report.toString(),
                  "--json"));
      assertThat(report).isNotEmptyFile();
      assertThat(verified.json().path("expired").asLong())
          .isEqualTo(receipt.path("expired").asLong());
      assertThat(verified.json().path("events").asLong())
          .isEqualTo(appended.path("accepted").asLong() - receipt.path("expired").asLong());
      assertThat(verified.json().path("withheld_parts").asLong()).isPositive();

      byte[] bytes = Files.readAllBytes(bundle);
      bytes[bytes.length / 2] ^= 1;
      Files.write(bundle, bytes);
      Result tampered = Cli.plain("verify", bundle.toString(), "--key", key, "--json");
      assertThat(tampered.status()).isOne();
      assertThat(tampered.json().path("flaw").asText()).isEqualTo("FILE_ALTERED");

      done(
          Cli.plain(
              "verify",
              "--store",
              "--database-url",
              server.database().jdbcUrl(),
              "--against",
              kept.toString()));
      assertThat(done(cli.run("query", "--type", "audit.*", "--json")).json().path("events"))
          .extracting(event -> event.path("event_type").asText())
          .contains(
              "audit.legal_hold_placed",
              "audit.retention_policies_set",
              "audit.retention_run_completed",
              "audit.export_completed");
    }
  }
}
