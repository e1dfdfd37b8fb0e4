package org.dwsaudit.bench.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.SessionId;

/**
 * Makes up events that look like a worker's: seven types, 600 to 700 bytes of JSON on average,
 * forty a session, random ids. The same seed gives the same events, up to when they happened. Not
 * safe for use by several threads: each takes a {@link #split} of its own.
 */
public final class EventSource {

  public static final int EVENTS_PER_SESSION = 40;

  private static final String BASE_VERSION = "3f9c1e7ab52d60848e1f0c97d4a2b6635ce0718d";

  private final SplittableRandom random;
  private final Payloads payloads;
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(3_600);
  private SessionId session = new SessionId(new UUID(0, 1));
  private String correlation = "";
  private int inSession = EVENTS_PER_SESSION;
  private long made;

  public EventSource(long seed) {
    this(new SplittableRandom(seed));
  }

  private EventSource(SplittableRandom random) {
    this.random = random;
    this.payloads = new Payloads(random);
  }

  /** Another source, whose events are not this one's. */
  public EventSource split() {
    return new EventSource(random.split());
  }

  /** The next event: of the session under way, or the first of a new one. */
  public AuditEvent next() {
    if (inSession == EVENTS_PER_SESSION) {
      begin(new SessionId(uuid()));
    }
    return event();
  }

  public List<AuditEvent> next(int count) {
    List<AuditEvent> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(next());
    }
    return events;
  }

  /** Events of one new session, however many; what comes next begins another. */
  public List<AuditEvent> session(int count) {
    begin(new SessionId(uuid()));
    List<AuditEvent> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(event());
    }
    inSession = EVENTS_PER_SESSION;
    return events;
  }

  private void begin(SessionId next) {
    session = next;
    correlation = uuid().toString();
    inSession = 0;
  }

  private AuditEvent event() {
    Payloads.Content content = payloads.of(inSession++);
    return new AuditEvent(
        new EventId(uuid()),
        content.eventType(),
        start.plusMillis(made++),
        session,
        "contract-review",
        content.phase(),
        content.worker(),
        correlation,
        BASE_VERSION,
        content.context(),
        content.payload(),
        Classification.DEFAULT,
        Map.of());
  }

  /** A random UUID, version 4. */
  private UUID uuid() {
    return new UUID(
        (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L,
        (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
  }
}
