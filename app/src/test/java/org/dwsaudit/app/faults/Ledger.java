package org.dwsaudit.app.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the server acknowledged, and what it said was not stored, as the clients remember it. */
final class Ledger {

  /** Where an event was stored. */
  record Place(String session, long number) {}

  private final Map<String, Place> acknowledged = new ConcurrentHashMap<>();
  private final Set<Place> taken = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> lastNumbers = new ConcurrentHashMap<>();

  /**
   * Notes the {@code events} of an answer.
   *
   * @throws AssertionError if one of them was acknowledged before under another number, or its
   *     number belongs to another event
   */
  void acknowledge(JsonNode events) {
    for (JsonNode event : events) {
      String id = event.path("event_id").asText();
      Place place =
          new Place(event.path("session_id").asText(), event.path("sequence_number").asLong());
      Place before = acknowledged.putIfAbsent(id, place);
      if (before != null && !before.equals(place)) {
        throw new AssertionError("%s is %s now, and was %s".formatted(id, place, before));
      }
      if (before == null && !taken.add(place)) {
        throw new AssertionError("%s is given to %s and to another".formatted(place, id));
      }
      lastNumbers.merge(place.session(), place.number(), Math::max);
    }
  }

  /** The highest number that was acknowledged in the session; 0 before the first. */
  long lastNumber(String session) {
    return lastNumbers.getOrDefault(session, 0L);
  }

  /** How many events each session has, since its numbers have no gaps. */
  Map<String, Long> sizes() {
    return Map.copyOf(lastNumbers);
  }

  int size() {
    return acknowledged.size();
  }

  /** Places by event id. */
  Map<String, Place> acknowledged() {
    return Map.copyOf(acknowledged);
  }
}
