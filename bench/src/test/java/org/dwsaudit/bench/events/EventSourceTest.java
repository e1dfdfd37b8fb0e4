package org.dwsaudit.bench.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.schema.validation.EventReader;
import org.dwsaudit.schema.validation.EventSchemas;
import org.dwsaudit.schema.validation.Limits;
import org.junit.jupiter.api.Test;

class EventSourceTest {

  private static final int EVENTS = 400;

  @Test
  void everyEventIsOneThatTheStoreTakes() {
    EventReader reader =
        new EventReader(Taxonomy.standard(), EventSchemas.standard(), Limits.DEFAULT);
    String ndjson =
        new EventSource(1)
            .next(EVENTS).stream().map(EventForms::json).collect(Collectors.joining("\n"));

    assertThat(reader.readNdjson(ndjson.getBytes(StandardCharsets.UTF_8))).hasSize(EVENTS);
  }

  @Test
  void anEventIsSixToSevenHundredBytesOnAverageAndASessionForty() {
    List<AuditEvent> events = new EventSource(2).next(EVENTS);

    assertThat(EventForms.ndjsonBytes(events) / EVENTS).isBetween(600L, 700L);
    assertThat(events.stream().map(AuditEvent::sessionId).distinct())
        .hasSize(EVENTS / EventSource.EVENTS_PER_SESSION);
    assertThat(events.stream().map(AuditEvent::eventType).distinct()).hasSizeGreaterThan(4);
  }

  @Test
  void theSameSeedGivesTheSameIdsAndAnotherSourceOthers() {
    assertThat(ids(new EventSource(3))).isEqualTo(ids(new EventSource(3)));
    EventSource source = new EventSource(3);
    assertThat(ids(source.split())).doesNotContainAnyElementsOf(ids(source.split()));
  }

  private static List<EventId> ids(EventSource source) {
    return source.next(EVENTS).stream().map(AuditEvent::eventId).toList();
  }
}
