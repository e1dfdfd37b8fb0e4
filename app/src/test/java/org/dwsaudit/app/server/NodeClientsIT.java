package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dwsaudit.app.faults.Await;
import org.dwsaudit.migrations.TestDatabase;
import org.junit.jupiter.api.Test;

/**
 * Clients that are not ours, on Node: {@code eventsource}, {@code ws} and {@code @grpc/grpc-js}.
 * Each reads while events are appended and the server is stopped and started, drops its connection
 * now and then, and ends with every event once and in order.
 */
class NodeClientsIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int EVENTS = 300;
  private static final int EVENTS_BEFORE = 120;

  @Test
  void readEverythingOnceAndInOrder() throws IOException, InterruptedException {
    NodeClients clients = NodeClients.install();
    String session = SampleEvents.newSession();
    String filter = "{\"session_ids\":[\"%s\"]}".formatted(session);
    List<NodeClients.Running> running = new ArrayList<>();
    try (TestDatabase database = TestDatabase.create()) {
      TestServer server = TestServer.over(database);
      try {
        append(server.uri(), session, 1, EVENTS_BEFORE / 2);
        String address = server.uri().toString();
        String events = String.valueOf(EVENTS);
        running.add(clients.start("sse", address, filter, events, "70"));
        running.add(clients.start("websocket", address, filter, events, "40"));
        running.add(clients.start("grpc", address, filter, events, "50"));
        append(server.uri(), session, EVENTS_BEFORE / 2 + 1, EVENTS_BEFORE);
        awaitReaders(server.uri(), running.size());
        server = restart(database, server);
        append(server.uri(), session, EVENTS_BEFORE + 1, EVENTS);
        for (NodeClients.Running client : running) {
          assertThat(numbers(client))
              .as(client.name())
              .isEqualTo(IntStream.rangeClosed(1, EVENTS).boxed().toList());
          assertThat(client.said()).as(client.name()).contains("the server is stopping");
        }
      } finally {
        running.forEach(client -> client.process().destroyForcibly());
        server.close();
      }
    }
  }

  private static List<Integer> numbers(NodeClients.Running client)
      throws IOException, InterruptedException {
    List<Integer> numbers = new ArrayList<>();
    for (String line : client.lines()) {
      JsonNode event = JSON.readTree(line);
      numbers.add(event.path("sequence_number").asInt());
    }
    return numbers;
  }

  private static void append(URI server, String session, int from, int upTo) {
    try (HttpCalls http = new HttpCalls(server)) {
      for (int number = from; number <= upTo; number += 5) {
        List<ObjectNode> events =
            IntStream.range(number, number + 5)
                .mapToObj(n -> SampleEvents.question(session, n))
                .toList();
        http.append(events.toString()).is(200);
      }
    }
  }

  /** Every client has read what there is, and waits. */
  private static void awaitReaders(URI server, int readers) {
    try (HttpCalls http = new HttpCalls(server)) {
      Await.until(
          () ->
              http.metric("dws_audit_live_delivered_total") >= readers * EVENTS_BEFORE
                  && http.metric("dws_audit_live_subscribers") == readers,
          () -> "%d readers who have read what there is".formatted(readers));
    }
  }

  private static TestServer restart(TestDatabase database, TestServer server) {
    Map<String, String> settings = new HashMap<>();
    settings.put("server.port", String.valueOf(server.uri().getPort()));
    server.close();
    return TestServer.over(database, settings);
  }
}
