package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.dwsaudit.app.client.ServerClient;
import org.junit.jupiter.api.Test;

/** Somebody keeps the log's lock: it is told, and appends go on when it is let go. */
class LogHealthIT {

  @Test
  void aHeldLockIsToldAndEndsByItself() throws SQLException, IOException, InterruptedException {
    String session = SampleEvents.newSession();
    try (TestServer server = TestServer.start();
        ServerClient client = new ServerClient(server.uri());
        HttpClient http = HttpClient.newHttpClient();
        Connection holder = server.database().owner().getConnection();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("SELECT last_position FROM log_head FOR UPDATE");
      var append =
          http.sendAsync(
              HttpRequest.newBuilder(server.uri().resolve("/v1/events"))
                  .header("content-type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          SampleEvents.question(session, 1).toString()))
                  .build(),
              BodyHandlers.ofString());

      awaitReady(http, server.uri(), 503);
      holder.rollback();
      awaitReady(http, server.uri(), 200);

      int status = append.join().statusCode();
      assertThat(status == 200 || status == 503).isTrue();
      assertThat(client.get("/health/ready").path("checks").has("log")).isTrue();
      String metrics =
          http.send(
                  HttpRequest.newBuilder(server.uri().resolve("/metrics")).build(),
                  BodyHandlers.ofString())
              .body();
      assertThat(metrics).contains("dws_audit_log_group_age", "dws_audit_log_appends_total");
    }
  }

  private static void awaitReady(HttpClient http, URI server, int status)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
    int last = 0;
    while (last != status && Instant.now().isBefore(deadline)) {
      last =
          http.send(
                  HttpRequest.newBuilder(server.resolve("/health/ready")).build(),
                  BodyHandlers.discarding())
              .statusCode();
    }
    assertThat(last).isEqualTo(status);
  }
}
