package org.dwsaudit.projections.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dwsaudit.projections.log.LogFixture.READER;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.dwsaudit.projections.log.Events;
import org.dwsaudit.projections.log.LogFixture;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.query.EventFilter;

/**
 * Any filter selects from the log what {@link EventFilter#matches} selects in memory, of what the
 * reader may see.
 */
class EventFilterModelIT {

  private static final int EVENTS = 400;
  private static final int FILTERS = 400;

  private static final List<String> TYPES =
      List.of(
          "workflow.completed",
          "workflow.phase_entered",
          "outcome.completed",
          "skill.invoked",
          "x-acme.robot_moved",
          "audit.legal_hold_placed");
  private static final List<String> PATTERNS =
      List.of(
          "*",
          "workflow.*",
          "*.completed",
          "skill.invoked",
          "x-*",
          "audit.*",
          "*placed",
          "no.*",
          "audit.legal_hold_placed",
          "work%*",
          "*_entered");
  private static final List<String> NAMES = List.of("a", "b", "A", "a'b", "é", "null", "{}", "");

  private static final List<String> PHASES = List.of("p1", "p2", "p'3");
  private static final List<Classification> LEVELS = List.of(Classification.values());
  private static final List<String> PAYLOADS =
      List.of(
          "{}",
          "{\"n\":1}",
          "{\"n\":2.25,\"tags\":[]}",
          "{\"n\":3,\"tags\":[\"red\",\"blue\"]}",
          "{\"n\":\"x\",\"tags\":[\"a\"],\"deep\":{\"er\":null}}");

  private Random random = new Random(0);

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void sqlAndMemoryAgree(@ForAll long seed) {
    random = new Random(seed);
    try (LogFixture log = new LogFixture()) {
      EventQueries queries =
          new EventQueries(log.source(), new SigningKeys(log.source()).cursorCodec());
      List<RecordedEvent> recorded =
          log.append(Stream.generate(this::event).limit(EVENTS).toList());
      int selective = 0;
      for (int i = 0; i < FILTERS; i++) {
        EventFilter filter = filter();
        List<RecordedEvent> expected =
            recorded.stream()
                .map(EventFilterModelIT::disclosed)
                .filter(event -> filter.matches(event.event()))
                .toList();
        selective += expected.isEmpty() || expected.size() == EVENTS ? 0 : 1;
        assertThat(paged(queries, filter)).as("%s", filter).isEqualTo(expected);
        List<RecordedEvent> scanned = new ArrayList<>();
        queries.scan(READER, filter, EventFilterModelIT::disclosed, scanned::add);
        assertThat(scanned).as("%s", filter).isEqualTo(expected);
      }
      assertThat(selective).isGreaterThan(FILTERS / 4);
    }
  }

  private List<RecordedEvent> paged(EventQueries queries, EventFilter filter) {
    int limit = 20 + random.nextInt(EVENTS);
    List<RecordedEvent> events = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      EventPage page = queries.page(READER, filter, EventFilterModelIT::disclosed, cursor, limit);
      assertThat(page.events()).hasSizeLessThanOrEqualTo(limit);
      events.addAll(page.events());
      cursor = page.nextCursor();
    } while (cursor.isPresent());
    return events;
  }

  private AuditEvent event() {
    String type = any(TYPES);
    return new AuditEvent(
        new EventId(new UUID(random.nextLong(), random.nextLong())),
        type,
        time(),
        type.startsWith("audit.") ? SessionId.SYSTEM : session(),
        any(NAMES),
        random.nextBoolean() ? null : any(PHASES),
        random.nextInt(5) == 0 ? null : any(NAMES),
        random.nextBoolean() ? null : any(NAMES),
        "0123456789abcdef0123456789abcdef01234567",
        null,
        JsonDocument.ofText(any(PAYLOADS)),
        any(LEVELS),
        Map.of());
  }

  /** As a reader sees it who may see nothing of restricted events. */
  private static RecordedEvent disclosed(RecordedEvent event) {
    return event.event().dataClassification() == Classification.RESTRICTED
        ? event.withEvent(event.event().withContent(null, JsonDocument.ofText("{\"$\":1}")))
        : event;
  }

  private EventFilter filter() {
    return new EventFilter(
            some(() -> any(random.nextBoolean() ? PATTERNS : TYPES)),
            some(() -> random.nextInt(5) == 0 ? SessionId.SYSTEM : session()),
            some(() -> any(NAMES)),
            some(() -> any(NAMES)),
            some(() -> any(NAMES)),
            random.nextInt(3) == 0 ? bound() : null,
            random.nextInt(3) == 0 ? bound() : null)
        .with(
            random.nextInt(4) == 0 ? List.of(any(PHASES), any(PHASES)) : List.of(),
            random.nextInt(4) == 0 ? List.of(any(LEVELS), any(LEVELS)) : List.of(),
            random.nextInt(3) == 0 ? RandomPredicates.next(random) : null);
  }

  private <T> List<T> some(Supplier<T> value) {
    return random.nextInt(5) < 3
        ? List.of()
        : Stream.generate(value).limit(1 + random.nextInt(3)).toList();
  }

  private SessionId session() {
    return Events.session(random.nextInt(6));
  }

  // a few nanoseconds round the edge of a microsecond, before 1970 as well
  private Instant time() {
    Instant edge =
        random.nextBoolean() ? Events.NOON : Instant.parse("1969-12-31T23:59:59.999999Z");
    return edge.plusNanos(random.nextInt(3000) - 1500);
  }

  private Instant bound() {
    return switch (random.nextInt(8)) {
      case 0 -> Instant.MIN;
      case 1 -> Instant.MAX;
      case 2 -> Instant.parse("+11000-01-01T00:00:00Z");
      default -> time();
    };
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
