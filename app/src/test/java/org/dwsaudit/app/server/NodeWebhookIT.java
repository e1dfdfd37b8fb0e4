package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dwsaudit.app.faults.Await;
import org.junit.jupiter.api.Test;

/**
 * A plain receiver on Node that checks signatures by itself, fails, hangs, answers too late and
 * breaks the line: it ends with every event, each once by its id, in order.
 */
class NodeWebhookIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int EVENTS = 25;

  @Test
  void takesEverythingOnceAndInOrder() throws IOException, InterruptedException {
    NodeClients clients = NodeClients.install();
    String session = SampleEvents.newSession();
    NodeClients.Running receiver = clients.start("webhook", String.valueOf(EVENTS));
    try (TestServer server =
            TestServer.start(
                Map.of(
                    "webhooks.allowed_private_targets", "127.0.0.1",
                    "webhooks.backoff_first_ms", "1",
                    "webhooks.backoff_max_ms", "5",
                    "webhooks.timeout_ms", "400",
                    "webhooks.breaker_failures", "100"));
        HttpCalls http = new HttpCalls(server.uri())) {
      Await.until(() -> !lines(receiver).isEmpty(), () -> "a receiver that listens");
      JsonNode made =
          http.json("POST", "/v1/subscriptions", subscription(session, url(receiver)))
              .is(201)
              .json();
      say(receiver, made.path("secret").asText());
      for (int number = 1; number <= EVENTS; number++) {
        http.append(SampleEvents.question(session, number)).is(200);
      }
      List<String> lines = receiver.lines();
      assertThat(lines.subList(1, lines.size()))
          .map(line -> JSON.readTree(line).path("sequence_number").asInt())
          .isEqualTo(IntStream.rangeClosed(1, EVENTS).boxed().toList());
      assertThat(receiver.said()).contains("deliveries");
    } finally {
      receiver.process().destroyForcibly();
    }
  }

  private static String subscription(String session, String url) {
    return """
    {"subscription": {"session_ids": ["%s"],
      "delivery": {"type": "webhook", "url": "%s", "batch_size": 9, "max_wait_ms": 20}}}
    """
        .formatted(session, url);
  }

  private static List<String> lines(NodeClients.Running receiver) {
    try {
      return Files.readAllLines(receiver.output());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String url(NodeClients.Running receiver) throws IOException {
    return JSON.readTree(lines(receiver).getFirst()).path("url").asText();
  }

  private static void say(NodeClients.Running receiver, String secret) throws IOException {
    try (Writer in = receiver.process().outputWriter(StandardCharsets.UTF_8)) {
      in.write(secret + "\n");
    }
  }
}
