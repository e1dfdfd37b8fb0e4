package org.dwsaudit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.app.server.SampleEvents;
import org.dwsaudit.app.server.WebhookReceiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers deliver from one database; the one that does is killed while the target has a batch
 * in its hands. The other takes over: every event arrives, in order per session, and a batch that
 * comes twice comes under the same id.
 */
class WebhookCrashIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int ROUNDS = 2;
  private static final int EVENTS = 40;
  private static final String KEY = "dGhpcyBrZXkgc2VhbHMgdGVzdHMnIHNlY3JldHMgISE=";

  @TempDir private Path folder;
  private DurablePostgres postgres;

  @Test
  void everyEventArrivesThoughTheServerThatDeliversIsKilled() throws IOException {
    postgres = DurablePostgres.start(folder.resolve("postgres"), new Random(1));
    WebhookReceiver receiver = new WebhookReceiver();
    List<String> sent = new ArrayList<>();
    String session = SampleEvents.newSession();
    ServerProcess one = server("a");
    ServerProcess other = server("b");
    try {
      subscribe(one, receiver.url(), session);
      for (int round = 0; round < ROUNDS; round++) {
        // the next batch stays with the target until its sender is gone
        receiver.holdNext();
        sent.addAll(append(one, session, round * EVENTS + 1, EVENTS));
        receiver.awaitHeld();
        boolean first = delivers(one, other);
        (first ? one : other).kill();
        receiver.letGo();
        if (first) {
          one = server("a" + round);
        } else {
          other = server("b" + round);
        }
        receiver.awaitAllOf(sent);
      }
      assertThat(new LinkedHashSet<>(receiver.eventIds())).containsExactlyElementsOf(sent);
      assertThat(receiver.eventIds()).hasSizeGreaterThan(sent.size());
      assertThat(receiver.idsByEvent().values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
    } finally {
      one.close();
      other.close();
      receiver.close();
      postgres.close();
    }
  }

  private ServerProcess server(String name) throws IOException {
    return ServerProcess.start(
        folder.resolve(name + ".log"),
        "--database-url",
        postgres.url(),
        "--config",
        config(folder).toString());
  }

  private static Path config(Path folder) throws IOException {
    Path file = folder.resolve("webhooks.yaml");
    Files.writeString(
        file,
        """
        webhooks:
          allowed_private_targets: 127.0.0.1
          secret_key: %s
          timeout_ms: 2000
          backoff_first_ms: 1
          backoff_max_ms: 20
        """
            .formatted(KEY));
    return file;
  }

  private static void subscribe(ServerProcess server, String url, String session) {
    ObjectNode subscription = JSON.createObjectNode();
    subscription.putArray("session_ids").add(session);
    subscription
        .putObject("delivery")
        .put("type", "webhook")
        .put("url", url)
        .put("batch_size", 7)
        .put("max_wait_ms", 0);
    try (ServerClient http = new ServerClient(server.uri())) {
      http.post("/v1/subscriptions", subscription);
    }
  }

  private static List<String> append(ServerProcess server, String session, int from, int number) {
    List<String> ids = new ArrayList<>();
    List<ObjectNode> events = new ArrayList<>();
    for (int i = from; i < from + number; i++) {
      ObjectNode event = SampleEvents.question(session, i);
      ids.add(event.path("event_id").asText());
      events.add(event);
    }
    try (ServerClient http = new ServerClient(server.uri())) {
      http.send(
          "POST", "/v1/events", "application/json", BodyPublishers.ofString(events.toString()));
    }
    return ids;
  }

  /** Whether the first of two servers delivers the subscription. */
  private static boolean delivers(ServerProcess one, ServerProcess other) {
    return held(one) > held(other);
  }

  private static int held(ServerProcess server) {
    try (ServerClient http = new ServerClient(server.uri())) {
      String detail = http.get("/health/ready").at("/checks/webhooks/detail").asText();
      return Integer.parseInt(detail.replaceAll("^.* subscriptions, (\\d+) here.*$", "$1"));
    }
  }
}
