package org.dwsaudit.compliance.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.dwsaudit.compliance.TestEvents.MANDATORY_TYPE;
import static org.dwsaudit.compliance.TestEvents.OPTIONAL_TYPE;
import static org.dwsaudit.compliance.TestEvents.at;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.dwsaudit.compliance.TestEvents;
import org.dwsaudit.compliance.TestLog;
import org.dwsaudit.compliance.hold.LegalHolds;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.HoldScope;
import org.dwsaudit.schema.administration.RetentionGroup;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.administration.RetentionPolicy.Category;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Months that go as a whole, and those that must not. */
class RetentionMonthsIT {

  private static final Principal OFFICER = Principal.LOCAL_OPERATOR;
  private static final Instant AFTER_ALL = Instant.parse("2030-01-01T00:00:00Z");
  private static final Instant MARCH = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant APRIL = Instant.parse("2026-04-10T12:00:00Z");
  private static final SessionId HELD = TestEvents.session();

  private final TestLog log = new TestLog();
  private final LegalHolds holds = new LegalHolds(log.writer(), log);
  private final RetentionPolicies policies = new RetentionPolicies(log.writer(), log);
  private final RetentionRuns runs = new RetentionRuns(log.writer());

  @AfterEach
  void close() {
    log.close();
  }

  private RetentionReceipt run(Instant asOf) {
    return run(asOf, ExpiryPass.Interruption.NONE, RetentionProgress.NONE);
  }

  private RetentionReceipt run(
      Instant asOf, ExpiryPass.Interruption interruption, RetentionProgress progress) {
    return new RetentionRunner(
            log.retention(), Taxonomy.standard(), log, position -> {}, 4, interruption)
        .run(OFFICER, asOf, progress);
  }

  /** Two optional events and one mandatory a month, in a new session. */
  private void append(Instant... months) {
    SessionId session = TestEvents.session();
    List<RecordedEvent> events = new ArrayList<>();
    for (Instant month : months) {
      events.add(at(session, OPTIONAL_TYPE, month));
      events.add(at(session, MANDATORY_TYPE, month.plusSeconds(1)));
      events.add(at(session, OPTIONAL_TYPE, month.plusSeconds(2)));
    }
    log.append(events);
  }

  private long months() {
    return log.number("SELECT count(*) FROM log_partition WHERE month < '2026-05-01'");
  }

  private long droppedEvents() {
    return log.number("SELECT coalesce(sum(events), 0) FROM expired_partition");
  }

  @Test
  void monthsGoAndTheReceiptAddsUp() {
    append(MARCH, APRIL);
    List<Long> progress = new ArrayList<>();

    RetentionReceipt receipt =
        run(AFTER_ALL, ExpiryPass.Interruption.NONE, (expired, _) -> progress.add(expired));

    assertThat(receipt.expired()).isEqualTo(6);
    assertThat(receipt.groups()).extracting(RetentionGroup::expired).containsExactly(2L, 4L);
    assertThat(receipt.groups()).extracting(RetentionGroup::events).containsExactly(2L, 4L);
    assertThat(receipt.groups().get(1).earliest()).isEqualTo(MARCH);
    assertThat(receipt.groups().get(1).latest()).isEqualTo(APRIL.plusSeconds(2));
    assertThat(runs.find(OFFICER, receipt.runId()).receipt()).isEqualTo(receipt);
    assertThat(runs.find(OFFICER, receipt.runId()).expired()).isEqualTo(6);
    assertThat(progress).isSorted().endsWith(6L);
    assertThat(log.events()).isZero();
    assertThat(months()).isZero();
    assertThat(log.number("SELECT count(*) FROM expired_partition")).isEqualTo(4);
    assertThat(droppedEvents()).isEqualTo(6);
    assertThat(log.number("SELECT count(*) FROM expired_range")).isZero();
    assertThat(run(AFTER_ALL).expired()).isZero();
  }

  @Test
  void aMonthOfWhichAPartWentBeforeCountsTheRest() {
    append(MARCH, MARCH.plus(Duration.ofDays(20)));

    assertThat(run(MARCH.plus(Duration.ofDays(95))).expired()).isEqualTo(2);
    assertThat(droppedEvents()).isZero();
    assertThat(run(MARCH.plus(Duration.ofDays(120))).expired()).isEqualTo(2);

    assertThat(droppedEvents()).isEqualTo(2);
    assertThat(log.events()).isEqualTo(2);
  }

  @Test
  void theLatestEventIsNotAlwaysDueLast() {
    policies.set(
        OFFICER,
        List.of(
            RetentionFloors.DEFAULT_POLICIES.getFirst(),
            new RetentionPolicy(Category.OPTIONAL, Period.ofMonths(1), List.of(), null)),
        "test");
    SessionId session = TestEvents.session();
    log.append(
        List.of(
            at(session, OPTIONAL_TYPE, Instant.parse("2026-01-30T23:00:00Z")),
            at(session, OPTIONAL_TYPE, Instant.parse("2026-01-31T01:00:00Z"))));

    assertThat(run(Instant.parse("2026-02-28T12:00:00Z")).expired()).isEqualTo(1);

    assertThat(droppedEvents()).isZero();
    assertThat(log.events(session)).isEqualTo(1);
  }

  static Stream<HoldScope> scopes() {
    return Stream.of(
        new HoldScope.OfSession(HELD),
        new HoldScope.OfWorkflow("held-workflow"),
        new HoldScope.OfWorker("held-worker"),
        new HoldScope.OfQuery(
            new EventFilter(
                List.of("skill.*"),
                List.of(HELD),
                List.of("held-worker"),
                List.of(),
                List.of(),
                MARCH,
                MARCH)));
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void aMonthWithSomethingHeldStaysAndOthersGo(HoldScope scope) {
    log.append(
        List.of(TestEvents.of(HELD, OPTIONAL_TYPE, "held-workflow", "held-worker", MARCH, MARCH)));
    append(MARCH, APRIL);
    holds.place(OFFICER, scope, "case");

    RetentionReceipt receipt = run(AFTER_ALL);

    assertThat(receipt.expired()).isEqualTo(6);
    assertThat(receipt.held()).isEqualTo(1);
    assertThat(log.events(HELD)).isEqualTo(1);
    assertThat(months()).isEqualTo(1);
    assertThat(droppedEvents()).isEqualTo(4);
  }

  @Test
  void aHoldPlacedBeforeTheLockWins() {
    log.append(List.of(at(HELD, OPTIONAL_TYPE, MARCH)));
    append(MARCH);
    AtomicBoolean placed = new AtomicBoolean();

    RetentionReceipt receipt =
        run(
            AFTER_ALL,
            () -> {
              if (!placed.getAndSet(true)) {
                holds.place(OFFICER, new HoldScope.OfSession(HELD), "just in time");
              }
            },
            RetentionProgress.NONE);

    assertThat(log.events(HELD)).isEqualTo(1);
    assertThat(receipt.expired()).isEqualTo(3);
    assertThat(receipt.held()).isEqualTo(1);
  }

  @Test
  void policiesSetBeforeTheLockWin() {
    append(MARCH);
    AtomicBoolean set = new AtomicBoolean();

    RetentionReceipt receipt =
        run(
            AFTER_ALL,
            () -> {
              if (!set.getAndSet(true)) {
                List<RetentionPolicy> longer = new ArrayList<>(RetentionFloors.DEFAULT_POLICIES);
                longer.add(
                    new RetentionPolicy(
                        Category.COMPLIANCE, Period.ofYears(9), List.of("skill.*"), "sox"));
                policies.set(OFFICER, longer, "keep them");
              }
            },
            RetentionProgress.NONE);

    assertThat(receipt.groups()).extracting(RetentionGroup::expired).containsExactly(1L, 0L, 0L);
    assertThat(log.events()).isEqualTo(2);
  }

  @Test
  void aMonthWithSeveralGroupsGoesAtOnceAndSaysWhatWentUnderWhichPolicy() {
    List<RetentionPolicy> longer = new ArrayList<>(RetentionFloors.DEFAULT_POLICIES);
    longer.add(
        new RetentionPolicy(Category.COMPLIANCE, Period.ofYears(1), List.of("skill.*"), null));
    policies.set(OFFICER, longer, "test");
    log.append(List.of(at(TestEvents.session(), "interaction.check_in", MARCH.minusSeconds(9))));
    append(MARCH);

    RetentionReceipt receipt = run(AFTER_ALL);

    assertThat(receipt.groups())
        .extracting(RetentionGroup::expired, RetentionGroup::earliest, RetentionGroup::latest)
        .containsExactly(
            tuple(1L, MARCH.plusSeconds(1), MARCH.plusSeconds(1)),
            tuple(1L, MARCH.minusSeconds(9), MARCH.minusSeconds(9)),
            tuple(2L, MARCH, MARCH.plusSeconds(2)));
    assertThat(droppedEvents()).isEqualTo(4);
    assertThat(runs.find(OFFICER, receipt.runId()).expired()).isEqualTo(4);
    assertThat(log.events()).isZero();
  }

  @Test
  void aPlanReadsNoEventsOfMonthsThatAreDueAsAWhole() throws SQLException {
    append(MARCH, APRIL);
    RetentionPlanner planner = new RetentionPlanner(log.writer(), Taxonomy.standard());
    boundWaits();
    try (Connection keeper = keepFromAll("2026_03", "2026_04")) {
      RetentionPlan plan = planner.plan(OFFICER, AFTER_ALL);

      assertThat(plan.due()).isEqualTo(6);
      assertThat(plan.groups().get(1).earliest()).isEqualTo(MARCH);
      assertThat(plan.groups().get(1).latest()).isEqualTo(APRIL.plusSeconds(2));
      keeper.rollback();
    }
  }

  @Test
  void aRunReadsNoEventsOfMonthsThatAreNotDue() throws SQLException {
    append(MARCH, APRIL);
    boundWaits();
    try (Connection keeper = keepFromAll("2026_04")) {
      assertThat(run(MARCH.plus(Duration.ofDays(100))).expired()).isEqualTo(2);
      keeper.rollback();
    }
    assertThat(droppedEvents()).isEqualTo(2);
  }

  /** Who waits for what is kept from all gives up. */
  private void boundWaits() {
    log.execute(
        """
        DO $$ BEGIN
            EXECUTE format('ALTER DATABASE %I SET lock_timeout = ''10s''', current_database());
        END $$
        """);
  }

  /** Until the connection's transaction ends nobody reads the months. */
  private Connection keepFromAll(String... months) throws SQLException {
    Connection keeper = log.owner().getConnection();
    keeper.setAutoCommit(false);
    try (Statement lock = keeper.createStatement()) {
      for (String month : months) {
        lock.execute(
            "LOCK TABLE event_log_optional_%1$s, event_log_mandatory_%1$s".formatted(month));
      }
    }
    return keeper;
  }

  @Test
  void aMonthWithAnotherTenantsEventsStays() {
    RecordedEvent theirs = at(TestEvents.session(), OPTIONAL_TYPE, MARCH);
    append(MARCH);
    log.append(
        List.of(
            new RecordedEvent(
                new TenantId("other"), theirs.event(), 1, new Position(1), theirs.recordedAt())));

    assertThat(run(AFTER_ALL).expired()).isEqualTo(3);

    assertThat(log.events(theirs.event().sessionId())).isEqualTo(1);
    assertThat(droppedEvents()).isEqualTo(1);
  }

  @Test
  void aMonthGoesWhenAllThatOtherTenantsHadThereHasGone() {
    append(MARCH);
    TenantId other = new TenantId("other");
    RecordedEvent theirs = at(TestEvents.session(), OPTIONAL_TYPE, MARCH);
    log.append(
        List.of(new RecordedEvent(other, theirs.event(), 1, new Position(1), theirs.recordedAt())));
    Principal theirOfficer =
        new Principal(other, OFFICER.actor(), OFFICER.clearance(), OFFICER.grants());
    new RetentionRunner(log.retention(), Taxonomy.standard(), log, position -> {})
        .run(theirOfficer, AFTER_ALL, RetentionProgress.NONE);
    assertThat(droppedEvents()).isZero();

    assertThat(run(AFTER_ALL).expired()).isEqualTo(3);

    assertThat(droppedEvents()).isEqualTo(3);
    assertThat(log.events()).isZero();
  }

  @Test
  void anEventThatArrivesBeforeTheLockIsNotLostSilently() {
    append(MARCH);
    SessionId late = TestEvents.session();
    AtomicBoolean appended = new AtomicBoolean();

    RetentionReceipt receipt =
        run(
            AFTER_ALL,
            () -> {
              if (!appended.getAndSet(true)) {
                log.append(List.of(at(late, MANDATORY_TYPE, MARCH)));
              }
            },
            RetentionProgress.NONE);

    assertThat(receipt.expired()).isEqualTo(4);
    assertThat(log.events()).isZero();
    assertThat(droppedEvents() + log.expired(receipt.runId())).isEqualTo(4);
    assertThat(log.expired(receipt.runId())).isPositive();
  }

  @Test
  void aRunThatBreaksOffIsFinishedByTheNext() {
    append(MARCH, APRIL);
    assertThatThrownBy(
            () ->
                run(
                    AFTER_ALL,
                    ExpiryPass.Interruption.NONE,
                    (_, _) -> {
                      throw new IllegalStateException("killed");
                    }))
        .isInstanceOf(IllegalStateException.class);
    RetentionRun broken = runs.list(OFFICER, 1).getFirst();
    assertThat(broken.status()).isEqualTo(RetentionRun.Status.INTERRUPTED);
    assertThat(broken.expired()).isEqualTo(6 - log.events()).isPositive();

    assertThat(run(AFTER_ALL).expired()).isEqualTo(6 - broken.expired());

    assertThat(log.events()).isZero();
  }

  @Test
  void aReaderMakesTheDropTryAgain() throws SQLException {
    append(MARCH);
    try (Connection reader = log.writer().getConnection()) {
      read(reader);
      AtomicInteger lockedOut = new AtomicInteger();
      RetentionReceipt receipt =
          run(AFTER_ALL, lockedOutTwice(lockedOut, reader), RetentionProgress.NONE);

      assertThat(lockedOut).hasValue(2);
      assertThat(receipt.expired()).isEqualTo(3);
      assertThat(droppedEvents()).isEqualTo(3);
    }
  }

  private static ExpiryPass.Interruption lockedOutTwice(AtomicInteger times, Connection reader) {
    return new ExpiryPass.Interruption() {
      @Override
      public void beforeLock() {}

      @Override
      public void lockedOut() {
        if (times.incrementAndGet() == 2) {
          try {
            reader.rollback();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    };
  }

  @Test
  void aReaderThatStaysMakesTheMonthGoEventByEvent() throws SQLException {
    append(MARCH);
    try (Connection reader = log.writer().getConnection()) {
      read(reader);

      assertThat(run(AFTER_ALL).expired()).isEqualTo(3);

      assertThat(log.events()).isZero();
      assertThat(droppedEvents()).isZero();
      reader.rollback();
    }
  }

  private static void read(Connection reader) throws SQLException {
    reader.setAutoCommit(false);
    try (Statement select = reader.createStatement()) {
      select.execute("SELECT count(*) FROM event_log");
    }
  }
}
