package org.dwsaudit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.dwsaudit.app.cli.Cli;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.app.server.SampleEvents;
import org.dwsaudit.schema.bundle.BundleException;
import org.dwsaudit.schema.bundle.BundleFlaw;
import org.dwsaudit.schema.bundle.BundleProgress;
import org.dwsaudit.schema.bundle.BundleReport;
import org.dwsaudit.schema.bundle.BundleVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed in the middle of a retention run, and of an export. What it leaves is no
 * bundle; the run is brought to its end under its own id; what is left and what went adds up, and
 * proves itself.
 */
class ComplianceCrashIT {

  /** Of them a run takes 5,000 at a time. */
  private static final int SESSIONS = 30;

  private static final int EVENTS = 400;

  @TempDir private Path folder;
  private DurablePostgres postgres;
  private ServerProcess server;
  private String held = "";

  @BeforeEach
  void start() throws IOException {
    postgres = DurablePostgres.start(folder.resolve("postgres"), new Random(7));
    server = server();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    postgres.close();
  }

  private ServerProcess server() throws IOException {
    Path config = folder.resolve("dws-audit.yaml");
    Files.writeString(config, "log:\n  key_file: %s\n".formatted(folder.resolve("checkpoint.key")));
    return ServerProcess.start(
        Files.createTempFile(folder, "server", ".log"),
        "--database-url",
        postgres.url(),
        "--config",
        config.toString());
  }

  private void append() {
    try (ServerClient http = new ServerClient(server.uri())) {
      for (int i = 0; i < SESSIONS; i++) {
        held = SampleEvents.newSession();
        StringBuilder events = new StringBuilder();
        for (int number = 1; number <= EVENTS; number++) {
          ObjectNode event = SampleEvents.event(held, "skill.invoked", number);
          event.withObject("/payload").put("skill_id", "skill " + number);
          events.append(event).append('\n');
        }
        http.send(
            "POST",
            "/v1/events",
            "application/x-ndjson",
            BodyPublishers.ofString(events.toString()));
      }
      ObjectNode hold = JsonNodeFactory.instance.objectNode().put("reason", "a test");
      hold.putObject("scope").put("kind", "session").put("value", held);
      http.post("/v1/holds", hold);
    }
  }

  private long expired() {
    try (Connection connection = postgres.writer().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT coalesce(sum(events), 0) FROM expired_range")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode inAYear() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("as_of", Instant.now().plus(365, ChronoUnit.DAYS).toString());
  }

  @Test
  void whatWasBegunIsBroughtToItsEnd() throws IOException {
    append();
    Path broken = exportUntilKilled();
    assertThat(flaw(broken)).contains(BundleFlaw.BUNDLE_MALFORMED);
    server = server();
    assertThat(proved().counts().events()).isEqualTo((long) SESSIONS * EVENTS);

    CompletableFuture<Void> run =
        CompletableFuture.runAsync(
            () -> {
              try (ServerClient http = new ServerClient(server.uri())) {
                http.post("/v1/retention/runs", inAYear());
              }
            });
    Await.until(() -> expired() > 0, () -> "a batch that expired");
    server.kill();
    assertThat(run.handle((_, failure) -> failure).join()).isNotNull();
    server = server();
    try (ServerClient http = new ServerClient(server.uri())) {
      JsonNode runs = http.get("/v1/retention/runs").path("runs");
      assertThat(runs).hasSize(1);
      JsonNode receipt = http.post("/v1/retention/runs", inAYear());
      assertThat(receipt.at("/continued/0/run_id")).isEqualTo(runs.get(0).path("run_id"));
    }

    assertThat(expired()).isEqualTo((long) (SESSIONS - 1) * EVENTS);
    BundleReport left = proved();
    assertThat(left.counts().events()).isEqualTo(EVENTS);
    assertThat(left.receipts()).isEqualTo(2);
    assertThat(Cli.plain("verify", "--store", "--database-url", postgres.url()).status()).isZero();
  }

  private InputStream export(ServerClient http) {
    return http.download(
        "/v1/exports",
        JsonNodeFactory.instance
            .objectNode()
            .put("format", "bundle")
            .put("clearance", "confidential"));
  }

  /** Reads a little, kills the server, and keeps what still comes. */
  private Path exportUntilKilled() throws IOException {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    try (ServerClient http = new ServerClient(server.uri());
        InputStream bundle = export(http)) {
      got.write(bundle.readNBytes(10_000));
      server.kill();
      bundle.transferTo(got);
    } catch (IOException e) {
      // it breaks off
    }
    return Files.write(folder.resolve("broken.zip"), got.toByteArray());
  }

  private BundleReport proved() throws IOException {
    Path file = folder.resolve("whole.zip");
    try (ServerClient http = new ServerClient(server.uri());
        InputStream bundle = export(http)) {
      Files.write(file, bundle.readAllBytes());
    }
    return verify(file);
  }

  private static BundleReport verify(Path file) throws IOException {
    return new BundleVerifier(file, Optional.empty(), Optional.empty()).verify(BundleProgress.NONE);
  }

  private static Optional<BundleFlaw> flaw(Path file) throws IOException {
    try {
      verify(file);
      return Optional.empty();
    } catch (BundleException e) {
      return Optional.of(e.flaw());
    }
  }
}
