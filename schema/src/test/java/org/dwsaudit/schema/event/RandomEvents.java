package org.dwsaudit.schema.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntPredicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Valid events of every shape, and their records. */
public final class RandomEvents {

  private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  /** Types that require nothing of their payload. */
  private static final List<String> TYPES =
      List.of("workflow.cancelled", "interaction.check_in", "lifecycle.worker_started");

  private RandomEvents() {}

  public static Arbitrary<Instant> instants() {
    Arbitrary<Integer> nanos =
        Arbitraries.oneOf(
            Arbitraries.of(0, 1, 120_000_000, 999_999_999, 1_000),
            Arbitraries.integers().between(0, 999_999_999));
    return Combinators.combine(Arbitraries.longs().between(FIRST_SECOND, LAST_SECOND), nanos)
        .as(Instant::ofEpochSecond);
  }

  public static Arbitrary<UUID> uuids() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
        .as(UUID::new)
        .filter(id -> !id.equals(SessionId.SYSTEM.value()));
  }

  /** One character or more, no control characters; what sources and headers trip over included. */
  public static Arbitrary<String> identifiers() {
    IntPredicate control = Character::isISOControl;
    return Arbitraries.oneOf(
        Arbitraries.of(
            "-", "--", ".", "..", "/", "a/b", "%", "%2D", "a b", "+", "?", "#", "é", "𝔘"),
        RandomJson.text().filter(text -> !text.isEmpty() && text.chars().noneMatch(control)));
  }

  public static Arbitrary<AuditEvent> events() {
    return Combinators.combine(plain(), extras()).as((event, extras) -> extras.of(event));
  }

  /** Events that are no more than their payload and identifiers. */
  public static Arbitrary<AuditEvent> plain() {
    Arbitrary<String> hashes =
        Arbitraries.strings().withChars("0123456789abcdefABCDEF").ofMinLength(7).ofMaxLength(64);
    return Combinators.combine(
            uuids(),
            Arbitraries.of(TYPES),
            instants(),
            uuids(),
            identifiers().list().ofSize(4),
            Arbitraries.integers().between(0, 7),
            hashes,
            RandomJson.object(2))
        .as(
            (id, type, timestamp, session, names, present, hash, payload) ->
                new AuditEvent(
                    new EventId(id),
                    type,
                    timestamp,
                    new SessionId(session),
                    names.get(0),
                    (present & 1) == 0 ? null : names.get(1),
                    (present & 2) == 0 ? null : names.get(2),
                    (present & 4) == 0 ? null : names.get(3),
                    hash,
                    null,
                    JsonDocument.of(payload),
                    Classification.DEFAULT,
                    Map.of()));
  }

  private record Extras(
      JsonDocument context, Classification level, Map<String, Classification> fields) {

    AuditEvent of(AuditEvent event) {
      return new AuditEvent(
          event.eventId(),
          event.eventType(),
          event.timestamp(),
          event.sessionId(),
          event.workflowId(),
          event.phaseId(),
          event.workerId(),
          event.correlationId(),
          event.baseVersion(),
          context,
          event.payload(),
          level,
          fields);
    }
  }

  private static Arbitrary<Extras> extras() {
    Arbitrary<String> pointers =
        Arbitraries.of("/payload", "/context", "/payload/a~1b", "/payload/~0/0", "/context/é");
    return Combinators.combine(
            RandomJson.object(1).map(JsonDocument::of).injectNull(0.3),
            Arbitraries.of(Classification.class),
            Arbitraries.maps(pointers, Arbitraries.of(Classification.class)).ofMaxSize(3))
        .as(Extras::new);
  }

  public static Arbitrary<RecordedEvent> recorded() {
    return recorded(events());
  }

  public static Arbitrary<RecordedEvent> recorded(Arbitrary<AuditEvent> events) {
    return Combinators.combine(
            events,
            Arbitraries.longs().between(1, 1L << 53),
            Arbitraries.longs().greaterOrEqual(0),
            instants())
        .as(
            (event, number, position, at) ->
                new RecordedEvent(TenantId.DEFAULT, event, number, new Position(position), at));
  }
}
