package org.dwsaudit.projections.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.AbstractStringAssert;
import org.dwsaudit.projections.log.Events;
import org.dwsaudit.projections.log.LogFixture;
import org.dwsaudit.projections.log.Plans;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.EventFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The hot queries take their indexes, not the whole log. */
class EventPlansIT {

  private static final String TYPE_INDEX = LogFixture.FILLED + "_event_type_ix";

  private static final Instant FILLED = Instant.parse("2026-03-01T00:00:00Z");

  private static LogFixture log;

  @BeforeAll
  static void fill() {
    log = new LogFixture();
    log.fill();
  }

  @AfterAll
  static void drop() {
    log.close();
  }

  @Test
  void bySession() {
    plan(new EventFilter(
            List.of(), List.of(Events.session(7)), List.of(), List.of(), List.of(), null, null))
        .contains(LogFixture.FILLED + "_session_ix");
  }

  @Test
  void byOneTypeInTheIndexesOrder() {
    plan(types("skill.type_3")).contains(TYPE_INDEX).doesNotContain("->  Sort");
    plan(types("workflow.cancelled")).contains(TYPE_INDEX);
  }

  @Test
  void bySeveralTypes() {
    plan(types("workflow.cancelled", "workflow.completed")).contains(TYPE_INDEX);
  }

  @Test
  void byCorrelationId() {
    plan(new EventFilter(
            List.of(), List.of(), List.of(), List.of(), List.of("chain-7"), null, null))
        .contains(LogFixture.FILLED + "_correlation_id_ix");
  }

  @Test
  void tailByPosition() {
    plan(EventFilter.ALL).contains(LogFixture.FILLED + "_position_ix").doesNotContain("->  Sort");
  }

  @Test
  void byEventId() {
    withoutSeqScan(
            Plans.of(
                log.source(),
                connection ->
                    EventReads.event(
                        connection,
                        TenantId.DEFAULT,
                        new EventId(UUID.fromString("e0000000-0000-4000-8000-000000000777")),
                        Instant.EPOCH)))
        .contains(LogFixture.FILLED + "_event_id_ix");
  }

  @Test
  void knownTypes() {
    withoutSeqScan(
            Plans.of(
                log.source(), connection -> EventReads.knownTypes(connection, TenantId.DEFAULT)))
        .contains(TYPE_INDEX);
  }

  @Test
  void theNewestFirstByTheSameIndexesBackwards() {
    plan(EventFilter.ALL, LogDirection.BACKWARD)
        .contains("Index Scan Backward using " + LogFixture.FILLED + "_position_ix")
        .doesNotContain("->  Sort");
    plan(types("skill.type_3"), LogDirection.BACKWARD)
        .contains("Index Scan Backward using " + TYPE_INDEX)
        .doesNotContain("->  Sort");
    plan(types("workflow.cancelled", "workflow.completed"), LogDirection.BACKWARD)
        .contains(TYPE_INDEX);
  }

  @Test
  void bothDirectionsAskForTheSame() {
    assertThat(EventReads.BACKWARD)
        .isEqualTo(EventReads.FORWARD.replace("ORDER BY position", "ORDER BY position DESC"));
  }

  private static AbstractStringAssert<?> plan(EventFilter filter) {
    return plan(filter, LogDirection.FORWARD);
  }

  private static AbstractStringAssert<?> plan(EventFilter filter, LogDirection direction) {
    return withoutSeqScan(
        Plans.of(
            log.source(),
            connection ->
                EventReads.rows(
                    connection,
                    TenantId.DEFAULT,
                    filter,
                    EventFilters.types(filter, List.of()),
                    direction,
                    new Position(20_000),
                    new Position(Long.MAX_VALUE),
                    new LogReach(new Position(50_000), FILLED, FILLED.plus(31, ChronoUnit.DAYS)),
                    100,
                    1_000_000)));
  }

  private static AbstractStringAssert<?> withoutSeqScan(String plan) {
    return assertThat(plan).doesNotContain("Seq Scan on " + LogFixture.FILLED);
  }

  private static EventFilter types(String... types) {
    return new EventFilter(
        List.of(types), List.<SessionId>of(), List.of(), List.of(), List.of(), null, null);
  }
}
