package org.dwsaudit.projections.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.dwsaudit.projections.log.Events;
import org.dwsaudit.projections.log.LogFixture;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.EventFilter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading on from positions, beside the queries that read by cursor. */
class EventHistoryIT {

  @AutoClose private static final LogFixture log = new LogFixture();

  private static final TenantId OTHER = new TenantId("other");

  private final EventQueries queries =
      new EventQueries(log.source(), new CursorCodec(new byte[32]));
  private final WholeLog whole = new WholeLog(log.source());

  @BeforeAll
  static void fill() {
    log.fill();
    log.append(OTHER, List.of(Events.plain(Events.session(7), "skill.invoked")));
    log.append(Events.withPayload(SessionId.SYSTEM, "audit.legal_hold_placed", "{\"a\":1}"));
    log.append(Events.full(Events.session(7)));
  }

  static List<EventFilter> filters() {
    return List.of(
        EventFilter.ALL,
        types("workflow.*"),
        types("audit.*"),
        types("skill.type_3"),
        types("nothing.*"),
        new EventFilter(
            List.of(), List.of(Events.session(7)), List.of(), List.of(), List.of(), null, null),
        new EventFilter(
            List.of(), List.of(), List.of("worker-3"), List.of(), List.of(), null, null));
  }

  private static EventFilter types(String type) {
    return new EventFilter(List.of(type), List.of(), List.of(), List.of(), List.of(), null, null);
  }

  @ParameterizedTest
  @MethodSource("filters")
  void visitsWhatAQueryVisits(EventFilter filter) {
    List<Long> expected = new ArrayList<>();
    queries.scan(
        LogFixture.READER,
        filter,
        UnaryOperator.identity(),
        event -> expected.add(event.position().value()));
    EventHistory history = queries.history(LogFixture.READER, filter);

    List<Long> visited = new ArrayList<>();
    Position position = Position.START;
    LogStretch stretch;
    do {
      stretch = history.after(position, 1_000);
      assertThat(stretch.upTo()).isGreaterThan(position);
      stretch.events().forEach(event -> visited.add(event.position().value()));
      position = stretch.upTo();
    } while (!stretch.atEnd());

    assertThat(visited).isEqualTo(expected);
    assertThat(position).isEqualTo(whole.head());
    assertThat(history.after(position, 10)).isEqualTo(new LogStretch(List.of(), position, true));
  }

  @Test
  void findsTypesThatAppearLater() {
    EventHistory history = queries.history(LogFixture.READER, types("late*"));
    Position head = whole.head();
    assertThat(history.after(new Position(head.value() - 1), 10).events()).isEmpty();

    RecordedEvent late = log.append(Events.plain(Events.session(7), "late.comer"));

    assertThat(history.after(head, 10).events()).containsExactly(late);
  }

  @Test
  void readsTheWholeLogForAllTenantsAndTheStoreItself() {
    LogStretch end = whole.after(new Position(50_000), 2);

    assertThat(end.events()).map(event -> event.tenant()).contains(OTHER);
    assertThat(end.events())
        .map(event -> event.event().eventType())
        .containsExactly("skill.invoked", "audit.legal_hold_placed");
    assertThat(end.upTo()).isEqualTo(new Position(50_002));
    assertThat(end.atEnd()).isFalse();

    LogStretch rest = whole.after(end.upTo(), 100);
    assertThat(rest.events().getFirst().position()).isEqualTo(new Position(50_003));
    assertThat(rest.atEnd()).isTrue();
    assertThat(rest.upTo()).isEqualTo(whole.head());
  }
}
