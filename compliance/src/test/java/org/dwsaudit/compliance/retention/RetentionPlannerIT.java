package org.dwsaudit.compliance.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dwsaudit.compliance.TestEvents.MANDATORY_TYPE;
import static org.dwsaudit.compliance.TestEvents.OPTIONAL_TYPE;
import static org.dwsaudit.compliance.TestEvents.at;

import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.compliance.TestEvents;
import org.dwsaudit.compliance.TestLog;
import org.dwsaudit.compliance.hold.LegalHolds;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.HoldScope;
import org.dwsaudit.schema.administration.RetentionGroup;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.administration.RetentionPolicy.Category;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionPlannerIT {

  private static final Principal OFFICER = Principal.LOCAL_OPERATOR;

  private TestLog log;
  private RetentionPlanner planner;
  private RetentionPolicies policies;

  @BeforeEach
  void open() {
    log = new TestLog();
    planner = new RetentionPlanner(log.writer(), Taxonomy.standard());
    policies = new RetentionPolicies(log.writer(), log);
  }

  @AfterEach
  void close() {
    log.close();
  }

  private void append(RecordedEvent... events) {
    log.append(List.of(events));
  }

  private void set(RetentionPolicy... compliance) {
    List<RetentionPolicy> all = new ArrayList<>(RetentionFloors.DEFAULT_POLICIES);
    all.addAll(List.of(compliance));
    policies.set(OFFICER, all, "test");
  }

  private static RetentionPolicy compliance(String framework, String period, String... types) {
    return new RetentionPolicy(
        Category.COMPLIANCE, Period.parse(period), List.of(types), framework);
  }

  /** The events are due at the moment and not a microsecond before. */
  private void assertDueFrom(String moment) {
    Instant due = Instant.parse(moment);
    RetentionPlan before = planner.plan(OFFICER, due.minusNanos(1_000));
    RetentionPlan then = planner.plan(OFFICER, due);
    assertThat(before.due()).isZero();
    assertThat(then.due()).isEqualTo(then.events()).isPositive();
  }

  @ParameterizedTest(name = "{0} that happened {1}, recorded {2}, is due {3}")
  @CsvSource({
    // as it happened, in calendar years and days
    "workflow.phase_entered,2026-03-01T12:00:00Z,2026-03-01T12:00:00Z,2027-03-01T12:00:00Z",
    "workflow.phase_entered,2028-02-29T23:00:00Z,2028-02-29T23:00:00Z,2029-02-28T23:00:00Z",
    "skill.invoked,2026-03-01T12:00:00Z,2026-03-01T12:00:00Z,2026-05-30T12:00:00Z",
    // a date in the future does not prolong
    "skill.invoked,2090-01-01T00:00:00Z,2026-03-01T12:00:00Z,2026-05-30T12:00:00Z",
    // a date in the past leaves the floor from the day of recording
    "skill.invoked,2001-01-01T00:00:00Z,2026-03-01T12:00:00Z,2026-03-08T12:00:00Z",
    "workflow.phase_entered,2001-01-01T00:00:00Z,2026-03-01T12:00:00Z,2026-03-31T12:00:00Z",
    // a late event keeps its own period where that is longer
    "skill.invoked,2026-02-20T12:00:00Z,2026-03-01T12:00:00Z,2026-05-21T12:00:00Z",
    // nobody knows the type: mandatory
    "gone.extension,2026-03-01T12:00:00Z,2026-03-01T12:00:00Z,2027-03-01T12:00:00Z",
  })
  void theClockOfAnEvent(String type, Instant timestamp, Instant recordedAt, String due) {
    append(at(TestEvents.session(), type, timestamp, recordedAt));
    assertDueFrom(due);
  }

  @Test
  void theLongestPolicyWinsAndNamesTheGroup() {
    set(
        compliance("sox", "P7Y", "approval.*"),
        compliance("eu-ai-act", "P6M", "*"),
        compliance(null, "P2Y", "*.decided"));
    append(at(TestEvents.session(), "approval.decided", TestEvents.TIME));
    assertDueFrom("2033-03-01T12:00:00Z");
    assertThat(planner.plan(OFFICER, TestEvents.TIME).groups())
        .extracting(RetentionGroup::events)
        .containsExactly(0L, 0L, 1L, 0L, 0L);
  }

  @Test
  void aShorterCompliancePolicyDoesNotShortenTheCategorys() {
    set(compliance("eu-ai-act", "P6M", "workflow.*"));
    append(at(TestEvents.session(), MANDATORY_TYPE, TestEvents.TIME));
    assertDueFrom("2027-03-01T12:00:00Z");
  }

  @Test
  void whichPeriodIsLongestDependsOnTheDay() {
    set(compliance(null, "P3M", "skill.*"));
    // 90 days from 1 February pass after three months, those from 1 March before
    append(at(TestEvents.session(), OPTIONAL_TYPE, Instant.parse("2026-02-01T00:00:00Z")));
    assertDueFrom("2026-05-02T00:00:00Z");
  }

  @Test
  void aFrameworksFloorCountsFromTheDayOfRecording() {
    set(compliance("eu-ai-act", "P1Y", "skill.*"));
    append(
        at(
            TestEvents.session(),
            OPTIONAL_TYPE,
            Instant.parse("2001-01-01T00:00:00Z"),
            TestEvents.TIME));
    assertDueFrom("2026-09-01T12:00:00Z");
  }

  @Test
  void everyPolicyHasItsGroupThoughNothingIsThere() {
    set(compliance("hipaa", "P6Y", "approval.*"));
    RetentionPlan plan = planner.plan(OFFICER, TestEvents.TIME);
    assertThat(plan.events()).isZero();
    assertThat(plan.groups())
        .extracting(RetentionGroup::category)
        .containsExactly("mandatory", "optional", "compliance");
    assertThat(plan.groups()).allSatisfy(group -> assertThat(group.reason()).isNotEmpty());
  }

  @Test
  void aGroupTellsWhatIsDueAndWhatWillBe() {
    SessionId session = TestEvents.session();
    Instant first = Instant.parse("2026-01-01T00:00:00Z");
    Instant second = Instant.parse("2026-01-02T00:00:00Z");
    append(
        at(session, OPTIONAL_TYPE, second),
        at(session, OPTIONAL_TYPE, first),
        at(session, OPTIONAL_TYPE, TestEvents.TIME));
    RetentionGroup group =
        planner.plan(OFFICER, Instant.parse("2026-04-15T00:00:00Z")).groups().get(1);
    assertThat(group.events()).isEqualTo(3);
    assertThat(group.expired()).isEqualTo(2);
    assertThat(group.earliest()).isEqualTo(first);
    assertThat(group.latest()).isEqualTo(second);
    assertThat(group.reason()).contains("90 days", "P90D", "2026-05-30T12:00:00Z");
  }

  @Test
  void heldEventsAreCountedExactly() {
    LegalHolds holds = new LegalHolds(log.writer(), log);
    SessionId held = TestEvents.session();
    SessionId free = TestEvents.session();
    append(
        at(held, OPTIONAL_TYPE, TestEvents.TIME),
        at(held, MANDATORY_TYPE, TestEvents.TIME),
        at(free, OPTIONAL_TYPE, TestEvents.TIME),
        at(free, "skill.failed", TestEvents.TIME));
    Instant afterAll = Instant.parse("2030-01-01T00:00:00Z");
    holds.place(OFFICER, new HoldScope.OfSession(held), "case");
    assertThat(planner.plan(OFFICER, afterAll).held()).isEqualTo(2);
    EventFilter filter =
        new EventFilter(
            List.of("*.failed"), List.of(free), List.of(), List.of(), List.of(), null, null);
    holds.place(OFFICER, new HoldScope.OfQuery(filter), "case");
    RetentionPlan plan = planner.plan(OFFICER, afterAll);
    assertThat(plan.due()).isEqualTo(4);
    assertThat(plan.groups()).extracting(RetentionGroup::held).containsExactly(1L, 2L);
    assertThat(planner.plan(OFFICER, TestEvents.TIME).held()).isZero();
  }

  @Test
  void aMomentOutsideTheCalendarIsRefused() {
    assertThatThrownBy(() -> planner.plan(OFFICER, Instant.MAX))
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }
}
