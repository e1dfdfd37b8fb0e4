package org.dwsaudit.compliance.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dwsaudit.compliance.TestEvents.MANDATORY_TYPE;
import static org.dwsaudit.compliance.TestEvents.OPTIONAL_TYPE;
import static org.dwsaudit.compliance.TestEvents.at;

import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dwsaudit.compliance.TestEvents;
import org.dwsaudit.compliance.TestLog;
import org.dwsaudit.compliance.hold.LegalHold;
import org.dwsaudit.compliance.hold.LegalHolds;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunCompleted;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunStarted;
import org.dwsaudit.schema.administration.ExpiredRangeEntry;
import org.dwsaudit.schema.administration.HoldScope;
import org.dwsaudit.schema.administration.RetentionGroup;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.administration.RetentionPolicy.Category;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.integrity.Sha256;
import org.dwsaudit.schema.merkle.CompactRange;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.query.Predicate;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes event by event: another tenant has something in every month. */
class RetentionRunnerIT {

  private static final Principal OFFICER = Principal.LOCAL_OPERATOR;
  private static final Instant AFTER_ALL = Instant.parse("2030-01-01T00:00:00Z");
  private static final SessionId HELD = TestEvents.session();

  private TestLog log;
  private LegalHolds holds;
  private RetentionRuns runs;

  @BeforeEach
  void open() {
    log = new TestLog();
    holds = new LegalHolds(log.writer(), log);
    runs = new RetentionRuns(log.writer());
    log.append(List.of(theirs(MANDATORY_TYPE), theirs(OPTIONAL_TYPE)));
  }

  private static RecordedEvent theirs(String type) {
    RecordedEvent event = at(TestEvents.session(), type, TestEvents.TIME);
    return new RecordedEvent(
        new TenantId("other"), event.event(), 1, new Position(1), TestEvents.TIME);
  }

  @AfterEach
  void close() {
    log.close();
  }

  private RetentionRunner runner(int batchSize, ExpiryPass.Interruption interruption) {
    return new RetentionRunner(
        log.retention(), Taxonomy.standard(), log, position -> {}, batchSize, interruption);
  }

  private RetentionReceipt run(int batchSize) {
    return runner(batchSize, ExpiryPass.Interruption.NONE)
        .run(OFFICER, AFTER_ALL, RetentionProgress.NONE);
  }

  private void append(SessionId session, int events) {
    List<RecordedEvent> all = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      all.add(at(session, i % 4 == 0 ? MANDATORY_TYPE : OPTIONAL_TYPE, TestEvents.TIME));
    }
    log.append(all);
  }

  @Test
  void whatIsDueGoesAndTheReceiptAddsUp() {
    SessionId session = TestEvents.session();
    append(session, 21);
    log.append(List.of(at(session, MANDATORY_TYPE, AFTER_ALL)));
    List<Long> progress = new ArrayList<>();
    RetentionReceipt receipt =
        runner(5, ExpiryPass.Interruption.NONE)
            .run(OFFICER, AFTER_ALL, (expired, _) -> progress.add(expired));
    assertThat(receipt.expired()).isEqualTo(21);
    assertThat(receipt.held()).isZero();
    assertThat(receipt.groups()).extracting(RetentionGroup::expired).containsExactly(6L, 15L);
    assertThat(receipt.groups()).extracting(RetentionGroup::events).containsExactly(7L, 15L);
    assertThat(receipt.groups().getFirst().earliest()).isEqualTo(TestEvents.TIME);
    assertThat(progress).isSorted().endsWith(21L);
    assertThat(log.events(session)).isEqualTo(1);
    assertThat(log.expired(receipt.runId())).isEqualTo(21);
    assertThat(
            log.number(
                "SELECT count(*) FROM expired_range WHERE last_sequence - first_sequence + 1 <>"
                    + " events"))
        .isZero();
    assertThat(run(5).expired()).isZero();
  }

  @Test
  void nothingGoesThatCannotBeProvedAfterwards() {
    SessionId session = TestEvents.session();
    append(session, 9);
    List<Long> asked = new ArrayList<>();
    Proving upToTheFifth =
        position -> {
          asked.add(position.value());
          if (asked.size() > 1) {
            throw new AuditException(ErrorCode.STORE_CORRUPT, "no further");
          }
        };
    RetentionRunner runner =
        new RetentionRunner(
            log.retention(),
            Taxonomy.standard(),
            log,
            upToTheFifth,
            5,
            ExpiryPass.Interruption.NONE);

    assertThatThrownBy(() -> runner.run(OFFICER, AFTER_ALL, RetentionProgress.NONE))
        .isInstanceOf(AuditException.class);

    assertThat(asked).hasSize(2);
    assertThat(log.number("SELECT count(*) FROM event_log WHERE position > ?", asked.getFirst()))
        .isPositive();
    assertThat(log.events(session)).isEqualTo(9 - log.expiredInAll());
    assertThat(log.expiredInAll()).isBetween(1L, 8L);
  }

  /** The receipt's root is that over the ranges on record, none left out and none counted twice. */
  private void assertProves(RetentionReceipt receipt) {
    CompactRange ranges = new CompactRange();
    for (ExpiredRangeEntry range : log.ranges(receipt.runId())) {
      ranges.append(range.leaf());
    }
    assertThat(ranges.size()).isPositive();
    assertThat(receipt.proof().ranges()).isEqualTo(ranges.size());
    assertThat(receipt.proof().rangesRoot()).isEqualTo(ranges.root());
    assertThat(
            log.number(
                "SELECT max(ordinal) + 1 FROM expired_range WHERE run_id = ?", receipt.runId()))
        .isEqualTo(ranges.size());
  }

  @Test
  void theReceiptCommitsToEveryRangeAndTheLeavesInIt() {
    SessionId session = TestEvents.session();
    append(session, 12);
    RetentionReceipt receipt = run(100);

    assertProves(receipt);
    List<ExpiredRangeEntry> ranges = log.ranges(receipt.runId());
    assertThat(ranges).allMatch(range -> range.session().equals(session));
    // the mandatory ones of the month, one by one, then the optional ones between them
    assertThat(ranges)
        .extracting(ExpiredRangeEntry::first)
        .containsExactly(1L, 5L, 9L, 2L, 6L, 10L);
    assertThat(ranges.getFirst().leaves())
        .isEqualTo(
            HexFormat.of().formatHex(Sha256.digest().digest(ranges.getFirst().lastLeaf().bytes())));
    ExpiredRangeEntry one = ranges.getLast();
    assertThat(one.last()).isEqualTo(12);
    assertThat(
            new ExpiredRangeEntry(
                    one.session(),
                    one.first(),
                    one.last() + 1,
                    one.policy(),
                    one.lastLeaf(),
                    one.leaves())
                .leaf())
        .isNotEqualTo(one.leaf());
  }

  @Test
  void theRunIsOnRecord() {
    append(TestEvents.session(), 3);
    RetentionReceipt receipt = run(5);
    RetentionRun found = runs.find(OFFICER, receipt.runId());
    assertThat(found.status()).isEqualTo(RetentionRun.Status.COMPLETED);
    assertThat(found.receipt()).isEqualTo(receipt);
    assertThat(found.planned()).extracting(RetentionGroup::expired).containsExactly(1L, 2L);
    RetentionReceipt second = run(5);
    assertThat(runs.list(OFFICER, 10))
        .extracting(RetentionRun::runId)
        .containsExactly(second.runId(), receipt.runId());
    assertThat(runs.list(OFFICER, 1)).hasSize(1);
    assertCode(ErrorCode.RETENTION_RUN_NOT_FOUND, () -> runs.find(OFFICER, UUID.randomUUID()));
    assertCode(ErrorCode.INVALID_ARGUMENT, () -> runs.list(OFFICER, 0));
  }

  static Stream<HoldScope> scopes() {
    return Stream.of(
        new HoldScope.OfSession(HELD),
        new HoldScope.OfWorkflow("held-workflow"),
        new HoldScope.OfWorker("held-worker"),
        new HoldScope.OfQuery(
            new EventFilter(
                List.of("skill.*"),
                List.of(),
                List.of("held-worker"),
                List.of(),
                List.of(),
                null,
                TestEvents.TIME)));
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void aHoldKeepsWhatItCoversAlsoWhatArrivesLater(HoldScope scope) {
    append(TestEvents.session(), 3);
    log.append(List.of(held()));
    LegalHold hold = holds.place(OFFICER, scope, "case");
    log.append(List.of(held(), at(TestEvents.session(), MANDATORY_TYPE, TestEvents.TIME)));
    RetentionReceipt receipt = run(2);
    assertThat(receipt.expired()).isEqualTo(4);
    assertThat(receipt.held()).isEqualTo(2);
    assertThat(log.events(HELD)).isEqualTo(2);
    holds.release(OFFICER, hold.id(), "settled");
    assertThat(run(2).expired()).isEqualTo(2);
    assertThat(log.events()).isZero();
  }

  @Test
  void aHoldOverAPredicateKeepsWhatItHoldsForAndNothingElse() {
    RecordedEvent kept = with("{\"cost\":12,\"tool\":\"pay\"}");
    log.append(List.of(kept, with("{\"cost\":2}"), with("{}")));
    LegalHold hold =
        holds.place(
            OFFICER,
            new HoldScope.OfQuery(
                EventFilter.ALL.with(
                    List.of(),
                    List.of(Classification.INTERNAL),
                    Predicate.of("payload.cost > 10 && base_version.startsWith('73')"))),
            "case");
    RetentionReceipt receipt = run(2);
    assertThat(receipt.expired()).isEqualTo(2);
    assertThat(receipt.held()).isEqualTo(1);
    assertThat(log.events(kept.event().sessionId())).isEqualTo(1);
    holds.release(OFFICER, hold.id(), "settled");
    assertThat(run(2).expired()).isEqualTo(1);
  }

  private static RecordedEvent with(String payload) {
    return TestEvents.recorded(OPTIONAL_TYPE, Classification.INTERNAL, null, payload, Map.of());
  }

  private static RecordedEvent held() {
    return TestEvents.of(
        HELD, OPTIONAL_TYPE, "held-workflow", "held-worker", TestEvents.TIME, TestEvents.TIME);
  }

  @Test
  void aHoldPlacedBeforeTheCommitWins() {
    SessionId session = TestEvents.session();
    append(session, 4);
    append(TestEvents.session(), 3);
    AtomicBoolean placed = new AtomicBoolean();
    RetentionReceipt receipt =
        runner(
                100,
                () -> {
                  if (!placed.getAndSet(true)) {
                    holds.place(OFFICER, new HoldScope.OfSession(session), "just in time");
                  }
                })
            .run(OFFICER, AFTER_ALL, RetentionProgress.NONE);
    assertThat(log.events(session)).isEqualTo(4);
    assertThat(receipt.expired()).isEqualTo(3);
    assertThat(receipt.held()).isEqualTo(4);
    assertThat(log.expired(receipt.runId())).isEqualTo(3);
  }

  @Test
  void policiesSetBeforeTheCommitWin() {
    append(TestEvents.session(), 4);
    RetentionPolicies policies = new RetentionPolicies(log.writer(), log);
    AtomicBoolean set = new AtomicBoolean();
    RetentionReceipt receipt =
        runner(
                100,
                () -> {
                  if (!set.getAndSet(true)) {
                    List<RetentionPolicy> longer =
                        new ArrayList<>(RetentionFloors.DEFAULT_POLICIES);
                    longer.add(
                        new RetentionPolicy(
                            Category.COMPLIANCE, Period.ofYears(9), List.of("skill.*"), "sox"));
                    policies.set(OFFICER, longer, "keep them");
                  }
                })
            .run(OFFICER, AFTER_ALL, RetentionProgress.NONE);
    assertThat(receipt.groups()).extracting(RetentionGroup::expired).containsExactly(1L, 0L, 0L);
    assertThat(log.events()).isEqualTo(3);
  }

  @Test
  void aRunThatBreaksOffIsFinishedByTheNext() {
    append(TestEvents.session(), 20);
    RetentionRunner runner = runner(6, ExpiryPass.Interruption.NONE);
    assertThatThrownBy(
            () ->
                runner.run(
                    OFFICER,
                    AFTER_ALL,
                    (_, _) -> {
                      throw new IllegalStateException("killed");
                    }))
        .isInstanceOf(IllegalStateException.class);
    RetentionRun broken = runs.list(OFFICER, 1).getFirst();
    assertThat(broken.status()).isEqualTo(RetentionRun.Status.INTERRUPTED);
    assertThat(broken.expired()).isEqualTo(5);
    assertThat(broken.receipt()).isNull();
    assertThat(log.events()).isEqualTo(15);

    List<RetentionReceipt> finished = runner.finishInterrupted(OFFICER, RetentionProgress.NONE);

    RetentionReceipt receipt = finished.getFirst();
    assertThat(finished).hasSize(1);
    assertThat(receipt.runId()).isEqualTo(broken.runId());
    assertThat(receipt.asOf()).isEqualTo(broken.asOf());
    assertThat(receipt.expired()).isEqualTo(20);
    assertThat(receipt.groups().stream().mapToLong(RetentionGroup::events).sum()).isEqualTo(20);
    assertThat(runs.find(OFFICER, broken.runId()).status())
        .isEqualTo(RetentionRun.Status.COMPLETED);
    assertThat(runner.finishInterrupted(OFFICER, RetentionProgress.NONE)).isEmpty();
    assertThat(run(6).expired()).isZero();
    assertProves(receipt);
    assertThat(log.events()).isZero();
    assertThat(log.number("SELECT sum(events) FROM expired_range")).isEqualTo(20);
    assertThat(
            log.number(
                """
                SELECT count(DISTINCT sequence)
                FROM expired_range, generate_series(first_sequence, last_sequence) AS sequence
                """))
        .isEqualTo(20);
  }

  @Test
  void aBatchThatFailsIsTakenBack() {
    append(TestEvents.session(), 5);
    RetentionRunner runner =
        runner(
            5,
            () -> {
              throw new IllegalStateException("killed");
            });
    assertThatThrownBy(() -> runner.run(OFFICER, AFTER_ALL, RetentionProgress.NONE))
        .isInstanceOf(IllegalStateException.class);
    assertThat(log.events()).isEqualTo(5);
    assertThat(runs.list(OFFICER, 1).getFirst().expired()).isZero();
  }

  @Test
  void oneRunAtATime() {
    append(TestEvents.session(), 3);
    AtomicBoolean asked = new AtomicBoolean();
    RetentionReceipt receipt =
        runner(
                5,
                () -> {
                  assertCode(ErrorCode.RETENTION_RUN_ACTIVE, () -> run(5));
                  assertThat(runs.list(OFFICER, 5))
                      .extracting(RetentionRun::status)
                      .containsExactly(RetentionRun.Status.RUNNING);
                  asked.set(true);
                })
            .run(OFFICER, AFTER_ALL, RetentionProgress.NONE);
    assertThat(asked).isTrue();
    assertThat(receipt.expired()).isEqualTo(3);
    assertThat(run(5).expired()).isZero();
  }

  @Test
  void theSystemStreamSurvives() {
    append(TestEvents.session(), 3);
    holds.release(
        OFFICER, holds.place(OFFICER, new HoldScope.OfWorker("a"), "case").id(), "settled");
    Instant far = Instant.parse("9000-01-01T00:00:00Z");
    runner(5, ExpiryPass.Interruption.NONE).run(OFFICER, far, RetentionProgress.NONE);
    assertThat(log.events()).isZero();
    assertThat(holds.list(OFFICER, true)).hasSize(1);
    assertThat(log.facts(OFFICER.tenant(), RetentionRunStarted.TYPE, RetentionRunCompleted.TYPE))
        .hasSize(2);
  }

  @Test
  void theWriterCannotDelete() {
    append(TestEvents.session(), 3);
    RetentionRunner runner =
        new RetentionRunner(log.writer(), Taxonomy.standard(), log, position -> {});
    assertThatThrownBy(() -> runner.run(OFFICER, AFTER_ALL, RetentionProgress.NONE))
        .hasRootCauseInstanceOf(SQLException.class);
    assertThat(log.events()).isEqualTo(3);
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(AuditException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
