package org.dwsaudit.app.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.dwsaudit.app.server.SampleEvents;

/**
 * The events of one request.
 *
 * @param numbered whether they say which sequence numbers they expect
 */
record Unit(List<ObjectNode> events, boolean numbered) {

  private static final int EVENTS_MAX = 50;
  private static final double MIXED = 0.3;
  private static final double NUMBERED = 0.4;

  Unit {
    events = List.copyOf(events);
  }

  /** New events of one session, numbered or not, or of many. */
  static Unit random(RandomGenerator random, List<String> sessions, Ledger ledger) {
    int size = random.nextInt(1, EVENTS_MAX + 1);
    boolean mixed = random.nextDouble() < MIXED;
    boolean numbered = !mixed && random.nextDouble() < NUMBERED;
    String session = sessions.get(random.nextInt(sessions.size()));
    long last = ledger.lastNumber(session);
    List<ObjectNode> events = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      String of = mixed ? sessions.get(random.nextInt(sessions.size())) : session;
      ObjectNode event = SampleEvents.question(of, i);
      if (numbered) {
        event.put("sequence_number", last + i);
      }
      events.add(event);
    }
    return new Unit(events, numbered);
  }

  /** The same events, wherever they come to stand. */
  Unit withoutNumbers() {
    List<ObjectNode> copies = new ArrayList<>();
    for (ObjectNode event : events) {
      ObjectNode copy = event.deepCopy();
      copy.remove("sequence_number");
      copies.add(copy);
    }
    return new Unit(copies, false);
  }

  String ndjson() {
    return SampleEvents.ndjson(events.toArray(ObjectNode[]::new));
  }
}
