package org.dwsaudit.compliance.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dwsaudit.compliance.TestEvents.MANDATORY_TYPE;
import static org.dwsaudit.compliance.TestEvents.OPTIONAL_TYPE;
import static org.dwsaudit.compliance.TestEvents.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.dwsaudit.compliance.TestEvents;
import org.dwsaudit.compliance.TestLog;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunCompleted;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunStarted;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Once a day, by one server, and what was missed is made up for. */
class RetentionScheduleIT {

  private static final LocalTime DAILY = LocalTime.of(2, 30);
  private static final Instant EVENING = Instant.parse("2026-09-01T20:00:00Z");
  private static final Instant DUE = Instant.parse("2026-09-01T02:30:00Z");
  private static final TenantId OTHER = new TenantId("other");

  private final TestLog log = new TestLog();
  private final AtomicReference<Instant> now = new AtomicReference<>(EVENING);
  private final AtomicBoolean failing = new AtomicBoolean();

  @AfterEach
  void close() {
    log.close();
  }

  private final class Settable extends Clock {
    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private RetentionRunner runner() {
    return new RetentionRunner(
        log.retention(),
        Taxonomy.standard(),
        log,
        position -> {
          if (failing.get()) {
            throw new AuditException(ErrorCode.STORE_UNAVAILABLE, "for now");
          }
        },
        2,
        ExpiryPass.Interruption.NONE);
  }

  private RetentionSchedule schedule() {
    return new RetentionSchedule(runner(), log.writer(), DAILY, new Settable());
  }

  private List<RetentionRunStarted> started(TenantId tenant) {
    return log.facts(tenant, RetentionRunStarted.TYPE).stream()
        .map(fact -> (RetentionRunStarted) fact.fact())
        .toList();
  }

  private List<Long> expired(TenantId tenant) {
    return log.facts(tenant, RetentionRunCompleted.TYPE).stream()
        .map(fact -> ((RetentionRunCompleted) fact.fact()).expired())
        .toList();
  }

  private void append(TenantId tenant, String type) {
    RecordedEvent event = at(TestEvents.session(), type, TestEvents.TIME);
    log.append(
        List.of(new RecordedEvent(tenant, event.event(), 1, new Position(1), TestEvents.TIME)));
  }

  @Test
  void everyTenantIsRunOnceADay() {
    append(TenantId.DEFAULT, OPTIONAL_TYPE);
    append(TenantId.DEFAULT, MANDATORY_TYPE);
    append(OTHER, OPTIONAL_TYPE);
    RetentionSchedule schedule = schedule();
    schedule.turn();
    schedule.turn();
    for (TenantId tenant : List.of(TenantId.DEFAULT, OTHER)) {
      assertThat(started(tenant)).extracting(RetentionRunStarted::asOf).containsExactly(DUE);
      assertThat(expired(tenant)).containsExactly(1L);
    }
    assertThat(started(OTHER).getFirst().actor()).isEqualTo(RetentionSchedule.ACTOR);

    now.set(EVENING.plus(Duration.ofHours(6)));
    schedule.turn();
    assertThat(started(OTHER)).hasSize(1);
    now.set(EVENING.plus(Duration.ofHours(7)));
    schedule.turn();
    assertThat(started(OTHER)).hasSize(2);
  }

  @Test
  void aServerThatStartsLaterMakesUpForTheLastThatWasMissedAndNoMore() {
    append(OTHER, OPTIONAL_TYPE);
    schedule().turn();
    schedule().turn();
    now.set(EVENING.plus(Duration.ofDays(5)));
    schedule().turn();
    assertThat(started(OTHER))
        .extracting(RetentionRunStarted::asOf)
        .containsExactly(DUE, DUE.plus(Duration.ofDays(5)));
  }

  @Test
  void ofSeveralServersOneRuns() throws InterruptedException {
    append(TenantId.DEFAULT, OPTIONAL_TYPE);
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> servers =
        List.of(schedule(), schedule(), schedule()).stream()
            .map(
                schedule ->
                    Thread.ofPlatform()
                        .start(
                            () -> {
                              awaitQuietly(go);
                              // whoever finds the lock taken looks again
                              for (int i = 0; i < 5; i++) {
                                schedule.turn();
                              }
                            }))
            .toList();
    go.countDown();
    for (Thread server : servers) {
      server.join();
    }
    schedule().turn();
    assertThat(started(TenantId.DEFAULT)).hasSize(1);
    assertThat(expired(TenantId.DEFAULT)).containsExactly(1L);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aRunThatBrokeOffIsBroughtToItsEndAndNotRunAgain() {
    append(TenantId.DEFAULT, OPTIONAL_TYPE);
    failing.set(true);
    RetentionSchedule schedule = schedule();
    schedule.turn();
    assertThat(started(TenantId.DEFAULT)).hasSize(1);
    assertThat(expired(TenantId.DEFAULT)).isEmpty();

    failing.set(false);
    schedule.turn();

    assertThat(started(TenantId.DEFAULT)).hasSize(1);
    assertThat(expired(TenantId.DEFAULT)).containsExactly(1L);
  }

  @Test
  void anOperatorsRunDoesNotStandForTheScheduled() {
    append(TenantId.DEFAULT, OPTIONAL_TYPE);
    runner().run(Principal.LOCAL_OPERATOR, DUE, RetentionProgress.NONE);
    schedule().turn();
    assertThat(started(TenantId.DEFAULT)).hasSize(2);
  }
}
