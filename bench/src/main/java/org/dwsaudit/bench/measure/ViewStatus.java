package org.dwsaudit.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.app.client.ServerRefusedException;

/** What a server says of its views. */
final class ViewStatus implements AutoCloseable {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final ServerClient http;

  ViewStatus(URI server) {
    this.http = new ServerClient(server);
  }

  /** Waits until every view has all events of the log. */
  void awaitCaughtUp() throws IOException {
    await(
        "views that have caught up",
        all ->
            !all.isEmpty()
                && all.valueStream().allMatch(v -> v.path("events_behind").asLong() == 0));
  }

  /** Rebuilds a view and waits until readers see it; nanoseconds from its begin. */
  long rebuild(String view) throws IOException {
    long before = find(all(), view).path("generation").asLong();
    long begin = begin("/v1/projections/" + view + "/rebuild");
    await(
        "a rebuilt view",
        all -> {
          JsonNode now = find(all, view);
          return now.path("generation").asLong() > before && !now.has("rebuild");
        });
    return System.nanoTime() - begin;
  }

  /** Asks for a rebuild until the one before it is tidied up behind. */
  private long begin(String path) throws IOException {
    long start = System.nanoTime();
    while (true) {
      long begin = System.nanoTime();
      try {
        http.post(path, JsonNodeFactory.instance.objectNode());
        return begin;
      } catch (ServerRefusedException e) {
        if (!e.code().equals("REBUILD_ACTIVE") || begin - start > PATIENCE.toNanos()) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      }
    }
  }

  private JsonNode all() {
    return http.get("/v1/projections").path("projections");
  }

  private static JsonNode find(JsonNode all, String view) {
    return all.valueStream()
        .filter(one -> one.path("name").asText().equals(view))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no view " + view));
  }

  private void await(String what, Predicate<JsonNode> condition) throws IOException {
    long start = System.nanoTime();
    for (JsonNode all = all(); !condition.test(all); all = all()) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new IOException("no %s within %s: %s".formatted(what, PATIENCE, all));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
