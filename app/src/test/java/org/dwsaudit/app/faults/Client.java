package org.dwsaudit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.app.client.ServerRefusedException;
import org.dwsaudit.app.client.ServerUnreachableException;

/**
 * One sender: what was not acknowledged it sends again, unchanged, until it is; whatever is refused
 * for good is a failure, except a number that another sender was quicker to take.
 */
final class Client {

  private static final double RESENT = 0.2;

  private final Supplier<URI> server;
  private final Ledger ledger;
  private final List<String> sessions;
  private final RandomGenerator random;
  private final List<Unit> done = new ArrayList<>();

  Client(Supplier<URI> server, Ledger ledger, List<String> sessions, RandomGenerator random) {
    this.server = server;
    this.ledger = ledger;
    this.sessions = sessions;
    this.random = random;
  }

  /** Sends one unit, a new one or one that was sent before, until it is acknowledged. */
  void sendOne() {
    if (!done.isEmpty() && random.nextDouble() < RESENT) {
      Unit again = done.get(random.nextInt(done.size()));
      JsonNode answer = untilAnswered(again);
      assertThat(answer.path("accepted").asInt()).as("stored a second time").isZero();
      assertThat(answer.path("duplicates").asInt()).isEqualTo(again.events().size());
      return;
    }
    Unit unit = Unit.random(random, sessions, ledger);
    try {
      untilAnswered(unit);
      done.add(unit);
    } catch (ServerRefusedException e) {
      if (!unit.numbered() || !e.code().equals("SEQUENCE_CONFLICT")) {
        throw e;
      }
      Unit anywhere = unit.withoutNumbers();
      // refused means that nothing of it was stored: now all of it is new, or was on its way
      untilAnswered(anywhere);
      done.add(anywhere);
    }
  }

  private JsonNode untilAnswered(Unit unit) {
    while (true) {
      URI asked = server.get();
      try (ServerClient http = new ServerClient(asked)) {
        JsonNode answer =
            http.send(
                "POST",
                "/v1/events",
                "application/x-ndjson",
                BodyPublishers.ofString(unit.ndjson()));
        check(unit, answer);
        return answer;
      } catch (ServerUnreachableException e) {
        awaitReady();
      } catch (ServerRefusedException e) {
        ledger.acknowledge(e.problem().path("events"));
        if (!e.retryable()) {
          throw e;
        }
        awaitReady();
      }
    }
  }

  private void check(Unit unit, JsonNode answer) {
    ledger.acknowledge(answer.path("events"));
    assertThat(answer.path("events")).hasSize(unit.events().size());
    if (unit.numbered()) {
      for (JsonNode event : answer.path("events")) {
        assertThat(event.path("sequence_number").asLong())
            .as("the number that was asked for")
            .isEqualTo(
                unit.events().get(event.path("index").asInt()).path("sequence_number").asLong());
      }
    }
  }

  private void awaitReady() {
    Await.until(this::isReady, () -> "a server that is ready again at " + server.get());
  }

  private boolean isReady() {
    try (ServerClient http = new ServerClient(server.get())) {
      return http.get("/health/ready").path("status").asText().equals("ready");
    } catch (ServerUnreachableException | ServerRefusedException e) {
      return false;
    }
  }
}
