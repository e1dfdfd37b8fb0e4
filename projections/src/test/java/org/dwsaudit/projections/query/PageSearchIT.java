package org.dwsaudit.projections.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dwsaudit.projections.log.LogFixture.READER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dwsaudit.projections.log.Events;
import org.dwsaudit.projections.log.LogFixture;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.query.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A page ends, whatever is asked for. */
class PageSearchIT {

  private final LogFixture log = new LogFixture();
  private final EventQueries queries =
      new EventQueries(log.source(), new SigningKeys(log.source()).cursorCodec());

  @AfterEach
  void drop() {
    log.close();
  }

  @Test
  void aPageEndsWhereItsPredicateHasCostEnough() {
    String numbers = "{\"i\":[" + "1,".repeat(199) + "1]}";
    log.append(
        Stream.generate(() -> Events.withPayload(Events.session(1), "skill.invoked", numbers))
            .limit(300)
            .toList());
    EventFilter costly = where("payload.i.all(x, payload.i.all(y, x == y))");
    Optional<String> cursor = Optional.empty();
    List<Integer> pages = new ArrayList<>();
    do {
      EventPage page =
          queries.page(READER, costly, UnaryOperator.identity(), cursor, PageLimit.MAX);
      pages.add(page.events().size());
      cursor = page.nextCursor();
    } while (cursor.isPresent());
    assertThat(pages).hasSizeGreaterThan(1);
  }

  @Test
  void nothingElseIsAskedOfATypeThatAnIndexLeadsTo() {
    EventFilter type = EventFilter.ofTypes(List.of("skill.invoked"));
    assertThat(EventFilters.isLedByIndex(type)).isTrue();
    assertThat(EventFilters.isLedByIndex(type.with(List.of("p"), List.of(), null))).isFalse();
    assertThat(EventFilters.isLedByIndex(EventFilter.ofTypes(List.of("skill.*")))).isFalse();
  }

  @Test
  void factsWithoutALevelHaveTheDefaultOne() {
    List<RecordedEvent> facts =
        log.append(List.of(Events.plain(SessionId.SYSTEM, "audit.legal_hold_placed")));
    log.execute("UPDATE event_log SET data_classification = NULL");
    EventFilter audit = EventFilter.ofTypes(List.of("audit.*"));
    assertThat(found(audit.with(List.of(), List.of(Classification.DEFAULT), null)))
        .isEqualTo(facts);
    assertThat(found(audit.with(List.of(), List.of(Classification.PUBLIC), null))).isEmpty();
    assertThat(
            found(audit.with(List.of(), List.of(), predicate("data_classification == 'internal'"))))
        .isEqualTo(facts);
  }

  private List<RecordedEvent> found(EventFilter filter) {
    return queries.page(READER, filter, UnaryOperator.identity(), Optional.empty(), 10).events();
  }

  private static EventFilter where(String text) {
    return EventFilter.ALL.with(List.of(), List.of(), predicate(text));
  }

  private static Predicate predicate(String text) {
    return Predicate.of(text);
  }
}
