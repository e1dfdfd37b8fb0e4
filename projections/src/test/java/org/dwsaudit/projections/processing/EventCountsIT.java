package org.dwsaudit.projections.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dwsaudit.projections.log.LogFixture;
import org.dwsaudit.projections.view.EventCounts;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.CountFacet;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.wire.CountRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted is what a filter selects from the events in memory. */
class EventCountsIT {

  private static final int REQUESTS = 300;

  private final ViewFixture fixture = new ViewFixture();
  private final EventCounts counts = new EventCounts(fixture.log.source());
  private final Random random = new Random(5);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void countsWhatAFilterSelects() {
    fixture.recorded.addAll(fixture.log.append(new Histories(5).events(900)));
    fixture.awaitCaughtUp(fixture.server());
    for (int i = 0; i < REQUESTS; i++) {
      CountRequest request = request();
      List<RecordedEvent> selected =
          fixture.recorded.stream()
              .filter(recorded -> request.filter().matches(recorded.event()))
              .filter(recorded -> isWithin(request, day(recorded.event())))
              .toList();

      EventCounts.Counted counted = counts.count(LogFixture.READER, request);

      assertThat(counted.events()).as(request.toString()).isEqualTo(selected.size());
      assertThat(counted.eventsBehind()).isZero();
      assertThat(counted.facets().keySet()).hasSameElementsAs(request.facets());
      counted
          .facets()
          .forEach(
              (facet, found) ->
                  assertThat(found)
                      .as("%s of %s", facet, request)
                      .isEqualTo(expected(selected, value(facet), request.limit())));
    }
  }

  private CountRequest request() {
    EventFilter filter =
        new EventFilter(
                some("skill.*", "workflow.completed", "*.requested", "nothing", "a_b%*"),
                List.of(),
                some(values(AuditEvent::workerId)),
                some(values(AuditEvent::workflowId)),
                List.of(),
                null,
                null)
            .with(
                some(values(AuditEvent::phaseId)),
                random.nextInt(4) == 0 ? List.of(Classification.INTERNAL) : List.of(),
                null);
    List<LocalDate> days =
        Stream.concat(
                fixture.recorded.stream().map(recorded -> day(recorded.event())),
                Stream.of(LocalDate.of(1999, 1, 1)))
            .distinct()
            .toList();
    LocalDate one = days.get(random.nextInt(days.size()));
    return new CountRequest(
        filter,
        random.nextInt(3) == 0 ? one : null,
        random.nextInt(3) == 0 ? one : null,
        Stream.of(CountFacet.values()).filter(facet -> random.nextInt(3) == 0).toList(),
        1 + random.nextInt(4));
  }

  private String[] values(Function<AuditEvent, String> member) {
    return fixture.recorded.stream()
        .map(recorded -> member.apply(recorded.event()))
        .filter(value -> value != null)
        .distinct()
        .toArray(String[]::new);
  }

  private List<String> some(String... values) {
    if (values.length == 0 || random.nextInt(3) > 0) {
      return List.of();
    }
    return random.ints(1 + random.nextInt(2), 0, values.length).mapToObj(i -> values[i]).toList();
  }

  private static boolean isWithin(CountRequest request, LocalDate day) {
    return (request.from() == null || !day.isBefore(request.from()))
        && (request.to() == null || !day.isAfter(request.to()));
  }

  private static LocalDate day(AuditEvent event) {
    return LocalDate.ofInstant(event.timestamp(), ZoneOffset.UTC);
  }

  private static Function<AuditEvent, String> value(CountFacet facet) {
    return switch (facet) {
      case DAY -> event -> day(event).toString();
      case CATEGORY -> event -> event.eventType().split("\\.")[0];
      case EVENT_TYPE -> AuditEvent::eventType;
      case WORKFLOW -> AuditEvent::workflowId;
      case PHASE -> AuditEvent::phaseId;
      case WORKER -> AuditEvent::workerId;
      case LEVEL -> event -> event.dataClassification().label();
    };
  }

  private static EventCounts.Facet expected(
      List<RecordedEvent> selected, Function<AuditEvent, String> value, int limit) {
    Map<String, Long> byValue =
        selected.stream()
            .map(recorded -> value.apply(recorded.event()))
            .map(text -> text == null ? "" : text)
            .collect(Collectors.groupingBy(text -> text, Collectors.counting()));
    List<EventCounts.Value> all = new ArrayList<>();
    byValue.forEach((text, events) -> all.add(new EventCounts.Value(text, events)));
    all.sort(
        Comparator.comparingLong(EventCounts.Value::events)
            .reversed()
            .thenComparing(EventCounts.Value::value));
    return new EventCounts.Facet(all.stream().limit(limit).toList(), all.size());
  }

  @Test
  void saysWhatIsNotCountedYet() {
    fixture.recorded.addAll(fixture.log.append(new Histories(6).events(40)));
    CountRequest all = new CountRequest(EventFilter.ALL, null, null, List.of(), 1);
    assertThat(counts.count(LogFixture.READER, all))
        .isEqualTo(new EventCounts.Counted(0, Map.of(), fixture.recorded.size()));
    fixture.awaitCaughtUp(fixture.server());
    assertThat(counts.count(LogFixture.READER, all))
        .isEqualTo(new EventCounts.Counted(fixture.recorded.size(), Map.of(), 0));
    Principal other =
        new Principal(new TenantId("other"), "reader", Classification.CONFIDENTIAL, Set.of());
    assertThat(counts.count(other, all).events()).isZero();
    assertThatThrownBy(
            () ->
                counts.count(
                    new Principal(TenantId.DEFAULT, "x", Classification.PUBLIC, Set.of()), all))
        .hasMessageContaining("internal");
  }
}
