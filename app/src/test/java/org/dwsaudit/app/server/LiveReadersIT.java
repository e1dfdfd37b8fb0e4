package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dwsaudit.app.faults.Await;
import org.dwsaudit.migrations.TestDatabase;
import org.junit.jupiter.api.Test;

/**
 * Many append, to two servers over one database, while readers of every kind connect, drop and come
 * back at random and one of the servers is stopped and started: every reader ends with every event
 * that they asked for, in order, none twice. {@code -Dlive.seed=…} repeats a run's choices.
 */
class LiveReadersIT {

  private static final long SEED = Long.getLong("live.seed", System.nanoTime());
  private static final int WRITERS = 4;
  private static final int REQUESTS = 50;
  private static final int EVENTS_MAX = 8;
  private static final String DELIVERED = "dws_audit_live_delivered_total";

  // little in memory, so that readers fall behind it
  private static final Map<String, String> SETTINGS =
      Map.of("live.recent_events", "40", "live.heartbeat_seconds", "1");

  private final List<String> sessions = Stream.generate(SampleEvents::newSession).limit(7).toList();

  @Test
  void everyReaderEndsWithEveryEventOnceAndInOrder() throws Exception {
    System.out.printf("live readers: -Dlive.seed=%d%n", SEED);
    ObjectNode last = SampleEvents.question(SampleEvents.newSession(), 1);
    last.put("worker_id", "last");
    try (TestDatabase database = TestDatabase.create();
        TestServer staying = TestServer.over(database, SETTINGS);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      TestServer restarted = TestServer.over(database, SETTINGS);
      try {
        List<LiveReader> readers =
            readers(List.of(staying.uri(), restarted.uri()), last.path("event_id").asText());
        List<Future<?>> reading = new ArrayList<>();
        readers.forEach(reader -> reading.add(threads.submit(reader::readAll)));
        List<Future<?>> writing = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
          URI server = i % 2 == 0 ? staying.uri() : restarted.uri();
          Random random = new Random(SEED + i);
          writing.add(threads.submit(() -> writeAll(server, staying.uri(), random)));
        }
        restarted = restart(database, restarted);
        for (Future<?> writer : writing) {
          writer.get(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        }
        try (HttpCalls http = new HttpCalls(staying.uri())) {
          assertThat(post(http, List.of(last))).isTrue();
        }
        for (Future<?> reader : reading) {
          reader.get(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        }
        List<JsonNode> stored = stored(staying.uri());
        assertThat(stored).hasSizeGreaterThan(WRITERS * REQUESTS);
        for (LiveReader reader : readers) {
          assertThat(reader.ids()).as(reader.toString()).isEqualTo(ids(stored, reader.workers));
        }
      } finally {
        restarted.close();
      }
    }
  }

  private static List<LiveReader> readers(List<URI> servers, String lastEvent) {
    List<LiveReader> readers = new ArrayList<>();
    long seed = SEED;
    for (URI server : servers) {
      for (List<String> workers : List.of(List.<String>of(), List.of("worker-1", "last"))) {
        readers.add(new LiveReader.OverSse(server, workers, lastEvent, seed++));
        readers.add(new LiveReader.OverSocket(server, workers, lastEvent, seed++));
        readers.add(new LiveReader.OverGrpc(server, workers, lastEvent, seed++));
      }
    }
    return readers;
  }

  private static TestServer restart(TestDatabase database, TestServer server) {
    try (HttpCalls http = new HttpCalls(server.uri())) {
      Await.until(
          () -> http.metric(DELIVERED) > 100,
          () -> "a hundred events delivered; " + http.metric(DELIVERED));
    }
    String port = String.valueOf(server.uri().getPort());
    server.close();
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("server.port", port);
    return TestServer.over(database, settings);
  }

  private void writeAll(URI server, URI other, Random random) {
    try (HttpCalls first = new HttpCalls(server);
        HttpCalls second = new HttpCalls(other)) {
      HttpCalls http = first;
      for (int i = 0; i < REQUESTS; i++) {
        List<ObjectNode> events = events(i, random);
        if (!post(http, events)) {
          // the same again, to whoever is there: what is stored already is recognised
          http = second;
          assertThat(post(http, events)).isTrue();
        }
      }
    }
  }

  private List<ObjectNode> events(int number, Random random) {
    List<ObjectNode> events = new ArrayList<>();
    for (int n = random.nextInt(EVENTS_MAX); n >= 0; n--) {
      String session = sessions.get(random.nextInt(sessions.size()));
      ObjectNode event = SampleEvents.question(session, number);
      event.put("worker_id", "worker-" + random.nextInt(4));
      events.add(event);
    }
    return events;
  }

  private static boolean post(HttpCalls http, List<ObjectNode> events) {
    try {
      return http.append(events.toString()).response().statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static List<JsonNode> stored(URI server) {
    List<JsonNode> events = new ArrayList<>();
    try (HttpCalls http = new HttpCalls(server)) {
      String cursor = "null";
      while (!cursor.isEmpty()) {
        JsonNode page =
            http.query("{\"limit\":1000,\"cursor\":%s}".formatted(cursor)).is(200).json();
        page.path("events").forEach(events::add);
        cursor = page.path("next_cursor").isNull() ? "" : page.path("next_cursor").toString();
      }
    }
    return events;
  }

  private static List<String> ids(List<JsonNode> events, List<String> workers) {
    return events.stream()
        .filter(e -> workers.isEmpty() || workers.contains(e.path("worker_id").asText()))
        .map(e -> e.path("event_id").asText())
        .toList();
  }
}
