package org.dwsaudit.projections.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dwsaudit.projections.log.LogFixture.READER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dwsaudit.projections.log.Events;
import org.dwsaudit.projections.log.LogFixture;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.EventFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventQueriesIT {

  private static final TenantId OTHER = new TenantId("other");
  private static final Principal STRANGER =
      new Principal(OTHER, "stranger", Classification.RESTRICTED, Set.of());

  private final LogFixture log = new LogFixture();
  private final CursorCodec cursors = new SigningKeys(log.source()).cursorCodec();
  private final EventQueries queries = new EventQueries(log.source(), cursors);

  @AfterEach
  void drop() {
    log.close();
  }

  @Test
  void anEventComesBackAsItWasRecorded() {
    RecordedEvent plain = log.append(Events.plain(Events.session(1), "skill.invoked"));
    RecordedEvent full = log.append(Events.full(Events.session(1)));
    assertThat(queries.event(READER, plain.event().eventId())).contains(plain);
    assertThat(queries.event(READER, full.event().eventId())).contains(full);
    assertThat(queries.event(READER, new EventId(UUID.randomUUID()))).isEmpty();
    assertThat(queries.event(STRANGER, full.event().eventId())).isEmpty();
  }

  @Test
  void pagesAreInCommitOrderAndEndWithoutACursor() {
    List<RecordedEvent> recorded = log.append(some(25));
    EventPage first = page(EventFilter.ALL, Optional.empty(), 10);
    EventPage second = page(EventFilter.ALL, first.nextCursor(), 10);
    EventPage third = page(EventFilter.ALL, second.nextCursor(), 5);
    assertThat(
            Stream.of(first, second, third).map(EventPage::events).flatMap(List::stream).toList())
        .isEqualTo(recorded);
    assertThat(third.nextCursor()).isEmpty();
  }

  @Test
  void pagesNeitherSkipNorRepeatWhileOthersAppend() throws InterruptedException {
    log.append(some(40));
    List<RuntimeException> failures = new ArrayList<>();
    Thread appender =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    for (int i = 0; i < 60; i++) {
                      log.append(some(5));
                    }
                  } catch (RuntimeException e) {
                    failures.add(e);
                  }
                });
    EventFilter patterned = types("skill.*", "*.failed");
    List<Long> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      EventPage page = page(patterned, cursor, 7);
      page.events().forEach(event -> seen.add(event.position().value()));
      cursor = page.nextCursor();
    } while (cursor.isPresent());
    appender.join();
    assertThat(failures).isEmpty();
    assertThat(seen).hasSizeGreaterThanOrEqualTo(40);
    assertThat(seen).isEqualTo(LongStream.rangeClosed(1, seen.size()).boxed().toList());
  }

  @Test
  void aTypeThatAppearsBetweenPagesIsFound() {
    log.append(some(3));
    EventPage first = page(types("skill.*", "*.brand_new"), Optional.empty(), 2);
    log.append(Events.plain(Events.session(1), "knowledge.brand_new"));
    EventPage second = page(types("skill.*", "*.brand_new"), first.nextCursor(), 10);
    assertThat(second.events()).extracting(e -> e.position().value()).containsExactly(3L, 4L);
  }

  @Test
  void pagesGoOnAfterWhatExpired() {
    log.append(some(20));
    EventPage first = page(EventFilter.ALL, Optional.empty(), 5);
    log.execute("DELETE FROM event_log WHERE position IN (5, 6, 9)");
    EventPage second = page(EventFilter.ALL, first.nextCursor(), 100);
    assertThat(second.events())
        .extracting(e -> e.position().value())
        .isEqualTo(LongStream.rangeClosed(7, 20).filter(p -> p != 9).boxed().toList());
  }

  @Test
  void aPageOfLargeEventsEndsEarlyAndGoesOn() {
    String large = "{\"text\":\"" + "x".repeat(900_000) + "\"}";
    for (int i = 0; i < 21; i++) {
      log.append(Events.withPayload(Events.session(1), "skill.invoked", large));
    }
    EventPage first = page(EventFilter.ALL, Optional.empty(), 1000);
    assertThat(first.events()).hasSizeBetween(10, 20);
    EventPage second = page(EventFilter.ALL, first.nextCursor(), 1000);
    assertThat(first.events().size() + second.events().size()).isEqualTo(21);
    assertThat(second.nextCursor()).isEmpty();
  }

  @Test
  void tenantsSeeTheirOwnEventsOnly() {
    log.append(some(3));
    List<RecordedEvent> theirs = log.append(OTHER, some(2));
    log.append(some(1));
    assertThat(
            queries
                .page(STRANGER, EventFilter.ALL, UnaryOperator.identity(), Optional.empty(), 10)
                .events())
        .isEqualTo(theirs);
    assertThat(
            queries
                .page(STRANGER, types("sk*"), UnaryOperator.identity(), Optional.empty(), 10)
                .events())
        .isEqualTo(theirs);
    assertThat(scan(EventFilter.ALL)).hasSize(4);
  }

  @Test
  void theSystemStreamComesOnlyWhenNamed() {
    RecordedEvent fact =
        log.append(Events.plain(SessionId.SYSTEM, "audit.retention_run_completed"));
    RecordedEvent event = log.append(Events.plain(Events.session(1), "skill.invoked"));
    assertThat(scan(EventFilter.ALL)).containsExactly(event);
    assertThat(scan(types("*"))).containsExactly(event);
    assertThat(scan(types("*.retention_run_completed"))).isEmpty();
    assertThat(scan(types("audit.*"))).containsExactly(fact);
    assertThat(scan(sessions(SessionId.SYSTEM))).containsExactly(fact);
    assertThat(queries.event(READER, fact.event().eventId())).contains(fact);
  }

  @Test
  void whatTheStoreLeavesOutOfItsOwnFactsIsEmpty() {
    RecordedEvent fact = log.append(Events.plain(SessionId.SYSTEM, "audit.legal_hold_placed"));
    log.execute("UPDATE event_log SET base_version = NULL, data_classification = NULL");
    AuditEvent read = queries.event(READER, fact.event().eventId()).orElseThrow().event();
    assertThat(read.baseVersion()).isEmpty();
    assertThat(read.dataClassification()).isEqualTo(Classification.DEFAULT);
  }

  @Test
  void aScanEndsAtTheHeadThatItBeganWith() {
    List<RecordedEvent> recorded = log.append(some(1500));
    List<RecordedEvent> scanned = new ArrayList<>();
    queries.scan(
        READER,
        EventFilter.ALL,
        UnaryOperator.identity(),
        event -> {
          if (scanned.isEmpty()) {
            log.append(some(10));
          }
          scanned.add(event);
        });
    assertThat(scanned).isEqualTo(recorded);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1001, Integer.MAX_VALUE})
  void aLimitOutsideItsBoundsIsRefused(int limit) {
    refused(ErrorCode.INVALID_QUERY, EventFilter.ALL, Optional.empty(), limit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.*.b", "**", "*.a.*", "skill.\0", "skill.\uD800"})
  void aTypeThatMakesNoSenseIsRefused(String type) {
    refused(ErrorCode.INVALID_QUERY, types(type), Optional.empty(), 10);
  }

  @Test
  void aCursorOfAnotherQueryIsRefused() {
    log.append(some(5));
    Optional<String> cursor = page(EventFilter.ALL, Optional.empty(), 2).nextCursor();
    refused(ErrorCode.INVALID_CURSOR, types("skill.*"), cursor, 2);
    assertThatThrownBy(
            () -> queries.page(STRANGER, EventFilter.ALL, UnaryOperator.identity(), cursor, 2))
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CURSOR));
  }

  @Test
  void valuesOfAFilterAreNeverRead() {
    log.append(some(2));
    assertThat(scan(types("skill.invoked' OR '1'='1"))).isEmpty();
    assertThat(scan(types("skill%"))).isEmpty();
    assertThat(scan(types("skil_.*"))).isEmpty();
  }

  private static List<AuditEvent> some(int count) {
    return Stream.generate(() -> Events.plain(Events.session(1), "skill.invoked"))
        .limit(count)
        .toList();
  }

  private EventPage page(EventFilter filter, Optional<String> cursor, int limit) {
    return queries.page(READER, filter, UnaryOperator.identity(), cursor, limit);
  }

  private List<RecordedEvent> scan(EventFilter filter) {
    List<RecordedEvent> events = new ArrayList<>();
    queries.scan(READER, filter, UnaryOperator.identity(), events::add);
    return events;
  }

  private void refused(ErrorCode code, EventFilter filter, Optional<String> cursor, int limit) {
    assertThatThrownBy(() -> page(filter, cursor, limit))
        .isInstanceOfSatisfying(AuditException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static EventFilter types(String... types) {
    return new EventFilter(List.of(types), List.of(), List.of(), List.of(), List.of(), null, null);
  }

  private static EventFilter sessions(SessionId... ids) {
    return new EventFilter(List.of(), List.of(ids), List.of(), List.of(), List.of(), null, null);
  }
}
