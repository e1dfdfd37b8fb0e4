package org.dwsaudit.projections.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dwsaudit.projections.log.LogFixture.READER;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dwsaudit.projections.log.Events;
import org.dwsaudit.projections.log.LogFixture;
import org.dwsaudit.projections.log.Plans;
import org.dwsaudit.projections.query.SigningKeys;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionQueriesIT {

  private static final SessionId ONE = Events.session(1);
  private static final SessionId TWO = Events.session(2);
  private static final SessionId THREE = Events.session(3);

  private final LogFixture log = new LogFixture();
  private final SessionQueries queries =
      new SessionQueries(log.source(), new SigningKeys(log.source()).cursorCodec());

  @AfterEach
  void drop() {
    log.close();
  }

  @Test
  void aSummarySaysWhatIsStored() {
    log.append(
        List.of(
            Events.at(ONE, Events.NOON.plusNanos(1)),
            Events.by(ONE, "worker-2", "workflow-2"),
            Events.by(ONE, null, "workflow-2"),
            Events.at(ONE, Instant.parse("1969-12-31T23:59:59.999999999Z")),
            Events.plain(ONE, "workflow.checkpoint_created")));
    SessionSummary session = queries.session(READER, ONE).orElseThrow();
    assertThat(session.status()).isEqualTo(SessionStatus.RUNNING);
    assertThat(session.workflowId()).isEqualTo("workflow-1");
    assertThat(session.workers()).containsExactly("worker-1", "worker-2");
    assertThat(session.events()).isEqualTo(5);
    assertThat(session.lastSequence()).isEqualTo(5);
    assertThat(session.expired()).isZero();
    assertThat(session.eventsByCategory()).isEqualTo(Map.of("skill", 4L, "workflow", 1L));
    assertThat(session.firstTimestamp()).isEqualTo("1969-12-31T23:59:59.999999999Z");
    assertThat(session.lastTimestamp()).isEqualTo(Events.NOON.plusNanos(1));
    assertThat(session.firstRecordedAt()).isEqualTo("2026-03-01T12:00:01.654321Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUNNING   | lifecycle.worker_started",
        "RUNNING   | workflow.phase_entered lifecycle.worker_completed workflow.phase_exited",
        "COMPLETED | workflow.phase_entered workflow.completed",
        "COMPLETED | lifecycle.worker_failed workflow.completed lifecycle.worker_completed",
        "CANCELLED | workflow.phase_entered workflow.cancelled skill.completed",
        "RUNNING   | workflow.cancelled workflow.resumed",
        "RUNNING   | lifecycle.worker_failed workflow.phase_entered",
        "FAILED    | workflow.phase_entered lifecycle.worker_failed lifecycle.worker_started",
        "FAILED    | workflow.completed lifecycle.worker_failed",
        "ESCALATED | workflow.phase_entered lifecycle.worker_escalated skill.invoked",
        "COMPLETED | lifecycle.worker_escalated workflow.completed"
      })
  void theLastDecidingEventGivesTheStatus(SessionStatus status, String types) {
    log.append(Stream.of(types.split(" ")).map(type -> Events.plain(ONE, type)).toList());
    assertThat(queries.session(READER, ONE).orElseThrow().status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FAILED    | {\"success\":false}",
        "FAILED    | {\"cost\":{\"usd\":1},\"success\":false,\"reason\":\"x\"}",
        "COMPLETED | {\"success\":true}",
        "COMPLETED | {\"success\":null}",
        "COMPLETED | {\"success\":\"false\"}",
        "COMPLETED | {\"nested\":{\"success\":false}}",
        "COMPLETED | {}"
      })
  void aCompletedWorkflowMayHaveFailed(SessionStatus status, String payload) {
    log.append(Events.withPayload(ONE, "workflow.completed", payload));
    assertThat(queries.session(READER, ONE).orElseThrow().status()).isEqualTo(status);
  }

  @Test
  void whatExpiredIsCountedAndItsHeadStays() {
    log.append(List.of(Events.at(ONE, Events.NOON), Events.at(ONE, Events.NOON.plusSeconds(9))));
    log.append(Events.at(TWO, Events.NOON));
    log.execute("DELETE FROM event_log WHERE position IN (1, 3)");
    SessionSummary partly = queries.session(READER, ONE).orElseThrow();
    assertThat(partly.events()).isEqualTo(1);
    assertThat(partly.expired()).isEqualTo(1);
    assertThat(partly.firstTimestamp()).isEqualTo(Events.NOON.plusSeconds(9));
    SessionSummary wholly = queries.session(READER, TWO).orElseThrow();
    assertThat(wholly.expired()).isEqualTo(1);
    assertThat(wholly.workflowId()).isNull();
    assertThat(wholly.firstTimestamp()).isNull();
    assertThat(wholly.workers()).isEmpty();
    assertThat(wholly.eventsByCategory()).isEmpty();
  }

  @Test
  void unknownForeignAndSystemSessionsAreAbsent() {
    log.append(Events.plain(SessionId.SYSTEM, "audit.legal_hold_placed"));
    log.append(new TenantId("other"), List.of(Events.plain(ONE, "skill.invoked")));
    assertThat(queries.session(READER, ONE)).isEmpty();
    assertThat(queries.session(READER, SessionId.SYSTEM)).isEmpty();
    assertThat(list(SessionFilter.ALL)).isEmpty();
    Principal other =
        new Principal(new TenantId("other"), "other", Classification.PUBLIC, Set.of());
    assertThat(queries.session(other, ONE)).isPresent();
  }

  @Test
  void pagesFollowTheFirstEvents() {
    List<SessionId> ids = IntStream.of(5, 3, 9, 1, 7).mapToObj(Events::session).toList();
    ids.forEach(id -> log.append(Events.plain(id, "skill.invoked")));
    log.append(Events.plain(ids.getFirst(), "skill.completed"));
    SessionPage first = queries.sessions(READER, SessionFilter.ALL, Optional.empty(), 2);
    log.append(Events.plain(Events.session(2), "skill.invoked"));
    SessionPage second = queries.sessions(READER, SessionFilter.ALL, first.nextCursor(), 2);
    SessionPage third = queries.sessions(READER, SessionFilter.ALL, second.nextCursor(), 2);
    assertThat(third.nextCursor()).isEmpty();
    List<SessionId> seen = new ArrayList<>();
    Stream.of(first, second, third)
        .forEach(p -> p.sessions().forEach(s -> seen.add(s.sessionId())));
    assertThat(seen)
        .startsWith(ids.toArray(SessionId[]::new))
        .endsWith(Events.session(2))
        .hasSize(6);
  }

  @Test
  void filters() {
    log.append(
        List.of(
            Events.by(ONE, "worker-1", "workflow-1"),
            Events.by(TWO, "worker-2", "workflow-1"),
            Events.plain(TWO, "workflow.completed"),
            Events.by(THREE, null, "workflow-2")));
    assertThat(list(filter("workflow-1", null))).containsExactly(ONE, TWO);
    assertThat(list(filter("workflow-2", null))).containsExactly(THREE);
    assertThat(list(filter("workflow-1", "worker-2"))).containsExactly(TWO);
    assertThat(list(filter(null, "nobody"))).isEmpty();
    assertThat(list(statuses(SessionStatus.COMPLETED))).containsExactly(TWO);
    assertThat(list(statuses(SessionStatus.RUNNING, SessionStatus.FAILED)))
        .containsExactly(ONE, THREE);
  }

  @Test
  void timesSelectWhatWentOnBetween() {
    Instant noon = Events.NOON;
    log.append(List.of(Events.at(ONE, noon), Events.at(ONE, noon.plusSeconds(100))));
    log.append(Events.at(TWO, noon.plusSeconds(50)));
    assertThat(list(between(noon.plusSeconds(60), noon.plusSeconds(70)))).containsExactly(ONE);
    assertThat(list(between(noon.plusSeconds(50), null))).containsExactly(ONE, TWO);
    assertThat(list(between(noon.plusSeconds(50).plusNanos(1), null))).containsExactly(ONE);
    assertThat(list(between(null, noon))).containsExactly(ONE);
    assertThat(list(between(null, noon.minusNanos(1)))).isEmpty();
    assertThat(list(between(noon.plusSeconds(100).plusNanos(1), null))).isEmpty();
    assertThat(list(between(Instant.MIN, Instant.MAX))).containsExactly(ONE, TWO);
  }

  @Test
  void workersAreAtMostAHundred() {
    log.append(IntStream.range(0, 120).mapToObj(i -> Events.by(ONE, "worker-" + i, "w")).toList());
    assertThat(queries.session(READER, ONE).orElseThrow().workers())
        .hasSize(SessionSummary.WORKERS_MAX)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void badArgumentsAreRefused() {
    log.append(List.of(Events.plain(ONE, "skill.invoked"), Events.plain(TWO, "skill.invoked")));
    Optional<String> cursor =
        queries.sessions(READER, SessionFilter.ALL, Optional.empty(), 1).nextCursor();
    assertThat(cursor).isPresent();
    refused(ErrorCode.INVALID_CURSOR, filter("w", null), cursor, 1);
    refused(ErrorCode.INVALID_CURSOR, SessionFilter.ALL, Optional.of("forged"), 1);
    refused(ErrorCode.INVALID_QUERY, SessionFilter.ALL, Optional.empty(), 0);
    refused(ErrorCode.INVALID_QUERY, SessionFilter.ALL, Optional.empty(), 1001);
    refused(ErrorCode.INVALID_QUERY, filter("\0", null), Optional.empty(), 1);
  }

  @Test
  void aPageReadsItsSessionsByTheirKey() {
    log.fill();
    String plan =
        Plans.of(
            log.source(),
            connection ->
                SessionReads.rows(
                    connection, TenantId.DEFAULT, null, SessionFilter.ALL, Position.START, 20));
    assertThat(plan)
        .contains("session_head_tenant_first_position_ix")
        .contains("Index Scan Backward using " + LogFixture.FILLED + "_session_ix")
        .doesNotContain(LogFixture.FILLED + "_event_type_ix")
        .doesNotContain("Seq Scan on " + LogFixture.FILLED);
  }

  private List<SessionId> list(SessionFilter filter) {
    return queries.sessions(READER, filter, Optional.empty(), 100).sessions().stream()
        .map(SessionSummary::sessionId)
        .toList();
  }

  private void refused(ErrorCode code, SessionFilter filter, Optional<String> cursor, int limit) {
    assertThatThrownBy(() -> queries.sessions(READER, filter, cursor, limit))
        .isInstanceOfSatisfying(AuditException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static SessionFilter filter(String workflow, String worker) {
    return new SessionFilter(
        Stream.ofNullable(workflow).toList(),
        Stream.ofNullable(worker).toList(),
        Set.of(),
        null,
        null);
  }

  private static SessionFilter statuses(SessionStatus... statuses) {
    return new SessionFilter(List.of(), List.of(), Set.of(statuses), null, null);
  }

  private static SessionFilter between(Instant from, Instant to) {
    return new SessionFilter(List.of(), List.of(), Set.of(), from, to);
  }
}
