package org.dwsaudit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.app.faults.Ledger.Place;

/** Everything that a server has, read back over HTTP. */
final class StoredLog {

  private static final int PAGE = 1_000;

  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, List<Long>> numbers = new TreeMap<>();
  private final List<String> positions = new ArrayList<>();

  private StoredLog() {}

  static StoredLog read(URI server) {
    StoredLog log = new StoredLog();
    try (ServerClient http = new ServerClient(server)) {
      String next = null;
      do {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("query").put("limit", PAGE).put("cursor", next);
        JsonNode page = http.post("/v1/events/query", body);
        page.path("events").forEach(log::add);
        next = page.path("next_cursor").textValue();
      } while (next != null);
    }
    return log;
  }

  private void add(JsonNode event) {
    String id = event.path("event_id").asText();
    Place place =
        new Place(event.path("session_id").asText(), event.path("sequence_number").asLong());
    assertThat(places.put(id, place)).as("stored twice: %s", id).isNull();
    numbers.computeIfAbsent(place.session(), session -> new ArrayList<>()).add(place.number());
    positions.add(event.at("/record/position").asText());
  }

  /** Every event that was acknowledged is here, at its place; and there is no other. */
  StoredLog isExactly(Ledger ledger) {
    Map<String, Place> acknowledged = ledger.acknowledged();
    assertThat(differences(acknowledged, places)).as("acknowledged, but not stored so").isEmpty();
    assertThat(differences(places, acknowledged)).as("stored, but never acknowledged").isEmpty();
    return this;
  }

  private static List<String> differences(Map<String, Place> left, Map<String, Place> right) {
    return left.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(right.get(entry.getKey())))
        .map(entry -> entry + ", there " + right.get(entry.getKey()))
        .toList();
  }

  /** Each session is numbered 1, 2, … to its end, and no position is given twice. */
  StoredLog isNumberedWithoutGap() {
    numbers.forEach(
        (session, found) ->
            assertThat(found.stream().sorted().toList())
                .as("numbers of session %s", session)
                .isEqualTo(LongStream.rangeClosed(1, found.size()).boxed().toList()));
    assertThat(positions).doesNotHaveDuplicates().doesNotContain("");
    return this;
  }

  int size() {
    return places.size();
  }
}
