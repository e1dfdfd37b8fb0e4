package org.dwsaudit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.app.server.SampleEvents;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.store.verification.ChainCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the server and of PostgreSQL at random moments under load: nothing that was
 * acknowledged is lost, nothing is stored twice, numbers and chains are whole, the views count each
 * event once, and the server goes on by itself when the database does. {@code -Dcrash.rounds=50}
 * makes more of it, {@code -Dcrash.seed=…} the same choices again.
 */
class CrashIT {

  private static final int ROUNDS = Integer.getInteger("crash.rounds", 5);
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
  private static final int SESSIONS = 20;
  private static final int UNITS_BEFORE_MAX = 60;
  private static final int UNITS_AFTER = 16;

  private final Random random = new Random(SEED);
  private final Ledger ledger = new Ledger();
  private final List<String> sessions =
      Stream.generate(SampleEvents::newSession).limit(SESSIONS).toList();

  @TempDir private Path folder;
  private DurablePostgres postgres;
  private volatile ServerProcess server;

  @Test
  void whatIsAcknowledgedOutlivesTheServerAndItsDatabase() throws IOException {
    long start = System.nanoTime();
    System.out.printf("crash: %d rounds, -Dcrash.seed=%d%n", ROUNDS, SEED);
    try {
      postgres = DurablePostgres.start(folder.resolve("postgres"), random);
      server = startServer(0);
      for (int round = 1; round <= ROUNDS; round++) {
        crash(round);
      }
      assertViewsCountEachEventOnce();
    } finally {
      if (server != null) {
        server.close();
      }
      if (postgres != null) {
        postgres.close();
      }
    }
    System.out.printf(
        "crash: %d rounds, %d events acknowledged, %d s%n",
        ROUNDS, ledger.size(), Duration.ofNanos(System.nanoTime() - start).toSeconds());
  }

  private void crash(int round) throws IOException {
    Load load = Load.start(() -> server.uri(), ledger, sessions, random.nextLong());
    load.awaitUnits(random.nextInt(UNITS_BEFORE_MAX));
    if (round % 5 == 2 || round % 5 == 4) {
      postgres.kill();
      postgres.startAgain();
      assertThat(server.isAlive()).as("the server outlives its database").isTrue();
    } else {
      server.kill();
      server = startServer(round);
    }
    load.awaitUnits(UNITS_AFTER);
    load.finish();

    StoredLog log = StoredLog.read(server.uri()).isExactly(ledger).isNumberedWithoutGap();
    ChainCheck.Report chains = new ChainCheck(postgres.writer()).check(TenantId.DEFAULT);
    assertThat(chains.faults()).isEmpty();
    assertThat(chains.events()).isEqualTo(log.size());
  }

  private void assertViewsCountEachEventOnce() {
    try (ServerClient http = new ServerClient(server.uri())) {
      Await.until(
          () ->
              http.get("/v1/projections")
                  .path("projections")
                  .valueStream()
                  .allMatch(view -> view.path("events_behind").asLong() == 0),
          () -> "views that have caught up: " + http.get("/v1/projections"));
      assertThat(
              http.post("/v1/events/count", JsonNodeFactory.instance.objectNode())
                  .path("events")
                  .asLong())
          .isEqualTo(ledger.size());
      Map<String, Long> bySession = new HashMap<>();
      for (JsonNode row : http.get("/v1/views/sessions?limit=1000").path("rows")) {
        bySession.put(row.path("session_id").asText(), row.path("events").asLong());
      }
      assertThat(bySession).isEqualTo(ledger.sizes());
    }
  }

  private ServerProcess startServer(int round) throws IOException {
    return ServerProcess.start(
        folder.resolve("server-%d.log".formatted(round)), "--database-url", postgres.url());
  }
}
