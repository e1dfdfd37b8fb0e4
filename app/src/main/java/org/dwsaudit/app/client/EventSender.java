package org.dwsaudit.app.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dwsaudit.app.client.EventFile.RawEvent;

/**
 * Sends events to the server in units of at most {@value #UNIT_EVENTS} events or {@value
 * #UNIT_BYTES} bytes, each acknowledged before the next. What the server calls retryable is sent
 * again, which is safe: events are recognised by their id.
 */
public final class EventSender {

  static final int UNIT_EVENTS = 1_000;
  static final int UNIT_BYTES = 4 << 20;

  private static final RetryPolicy<Object> RETRY =
      RetryPolicy.builder()
          .handleIf(failure -> failure instanceof ServerRefusedException e && e.retryable())
          .withMaxAttempts(6)
          .withBackoff(Duration.ofMillis(200), Duration.ofSeconds(5))
          .withJitter(0.2)
          .build();

  private final ServerClient client;
  private final Refusals refusals;
  private final Set<String> sessions = new HashSet<>();
  private long accepted;
  private long duplicates;
  private long refused;

  /** What to do with events that the server refuses. */
  public interface Refusals {

    /**
     * An event was refused.
     *
     * @return true to set it aside and go on; false to stop, and then nothing of its unit is stored
     */
    boolean setAside(RawEvent event, List<JsonNode> violations) throws IOException;
  }

  public EventSender(ServerClient client, Refusals refusals) {
    this.client = client;
    this.refusals = refusals;
  }

  public long accepted() {
    return accepted;
  }

  public long duplicates() {
    return duplicates;
  }

  public long refused() {
    return refused;
  }

  /** How many sessions the acknowledged events belong to. */
  public int sessions() {
    return sessions.size();
  }

  /** Sends all; returns false where a refusal stopped it. */
  public boolean send(EventFile file, Runnable afterUnit) throws IOException {
    List<RawEvent> unit = new ArrayList<>();
    int bytes = 0;
    for (RawEvent event = file.next(); event != null; event = file.next()) {
      if (unit.size() == UNIT_EVENTS || (bytes > 0 && bytes + event.json().length > UNIT_BYTES)) {
        if (!sendUnit(unit)) {
          return false;
        }
        afterUnit.run();
        unit = new ArrayList<>();
        bytes = 0;
      }
      unit.add(event);
      bytes += event.json().length + 1;
    }
    boolean sent = unit.isEmpty() || sendUnit(unit);
    afterUnit.run();
    return sent;
  }

  private boolean sendUnit(List<RawEvent> events) throws IOException {
    List<RawEvent> unit = events;
    while (!unit.isEmpty()) {
      try {
        List<RawEvent> sending = unit;
        count(Failsafe.with(RETRY).get(() -> post(sending)));
        return true;
      } catch (ServerRefusedException e) {
        Map<Integer, List<JsonNode>> violations = violations(e.problem());
        if (violations.isEmpty()) {
          throw e;
        }
        List<RawEvent> rest = new ArrayList<>();
        boolean goOn = setAside(unit, violations, rest);
        if (!goOn) {
          return false;
        }
        unit = rest;
      }
    }
    return true;
  }

  private JsonNode post(List<RawEvent> unit) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (RawEvent event : unit) {
      // an element of an array may be spread over lines: between JSON tokens a space is the same
      for (byte b : event.json()) {
        body.write(b == '\n' || b == '\r' ? ' ' : b);
      }
      body.write('\n');
    }
    return client.send(
        "POST",
        "/v1/events",
        "application/x-ndjson",
        BodyPublishers.ofByteArray(body.toByteArray()));
  }

  private void count(JsonNode answer) {
    accepted += answer.path("accepted").asLong();
    duplicates += answer.path("duplicates").asLong();
    answer.path("events").forEach(event -> sessions.add(event.path("session_id").asText()));
  }

  private boolean setAside(
      List<RawEvent> unit, Map<Integer, List<JsonNode>> violations, List<RawEvent> rest)
      throws IOException {
    boolean goOn = true;
    for (int i = 0; i < unit.size(); i++) {
      List<JsonNode> ofEvent = violations.get(i);
      if (ofEvent == null) {
        rest.add(unit.get(i));
      } else {
        refused++;
        goOn &= refusals.setAside(unit.get(i), ofEvent);
      }
    }
    return goOn;
  }

  private static Map<Integer, List<JsonNode>> violations(JsonNode problem) {
    Map<Integer, List<JsonNode>> violations = new HashMap<>();
    for (JsonNode violation : problem.path("violations")) {
      violations
          .computeIfAbsent(violation.path("index").asInt(), index -> new ArrayList<>())
          .add(violation);
    }
    return violations;
  }
}
