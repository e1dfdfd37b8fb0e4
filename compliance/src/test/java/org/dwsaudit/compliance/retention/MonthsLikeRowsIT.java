package org.dwsaudit.compliance.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.dwsaudit.compliance.TestEvents;
import org.dwsaudit.compliance.TestLog;
import org.dwsaudit.compliance.hold.LegalHolds;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.HoldScope;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.administration.RetentionPolicy.Category;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.taxonomy.Taxonomy;

/** Whether whole months are dropped changes nothing of what stays and of what the receipt says. */
class MonthsLikeRowsIT {

  private static final Instant START = Instant.parse("2025-12-20T00:00:00Z");
  private static final List<String> TYPES =
      List.of("workflow.phase_entered", "skill.invoked", "interaction.check_in", "gone.extension");
  private static final List<SessionId> SESSIONS =
      List.of(new SessionId(new UUID(1, 1)), new SessionId(new UUID(1, 2)));

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void theSameStaysAndTheSameIsCounted(@ForAll long seed) {
    Random random = new Random(seed);
    List<RecordedEvent> events = events(random);
    List<RetentionPolicy> policies = policies(random);
    List<HoldScope> scopes = scopes(random);
    List<Instant> moments =
        List.of(
            START.plus(Duration.ofDays(random.nextInt(300))),
            START.plus(Duration.ofDays(100 + random.nextInt(900))));
    try (TestLog rows = new TestLog();
        TestLog months = new TestLog()) {
      for (TestLog log : List.of(rows, months)) {
        log.append(events);
        new RetentionPolicies(log.writer(), log)
            .set(Principal.LOCAL_OPERATOR, policies, "property");
        LegalHolds holds = new LegalHolds(log.writer(), log);
        scopes.forEach(scope -> holds.place(Principal.LOCAL_OPERATOR, scope, "property"));
      }
      months.register();
      for (Instant asOf : moments) {
        assertThat(counts(run(months, asOf))).isEqualTo(counts(run(rows, asOf)));
        assertThat(months.eventIds()).isEqualTo(rows.eventIds());
      }
    }
  }

  private static RetentionReceipt run(TestLog log, Instant asOf) {
    return new RetentionRunner(log.retention(), TypeCategories.of(Taxonomy.standard()), log)
        .run(Principal.LOCAL_OPERATOR, asOf, RetentionProgress.NONE);
  }

  private static List<List<Object>> counts(RetentionReceipt receipt) {
    return receipt.groups().stream()
        .map(
            group ->
                List.<Object>of(
                    group.category(),
                    group.period(),
                    group.events(),
                    group.expired(),
                    group.held()))
        .toList();
  }

  private static List<RecordedEvent> events(Random random) {
    List<RecordedEvent> events = new ArrayList<>();
    int types = 1 + random.nextInt(TYPES.size());
    for (int i = 0; i < 60; i++) {
      Instant recorded = START.plusSeconds(random.nextInt(150 * 86_400));
      Instant happened =
          random.nextInt(4) > 0
              ? recorded
              : recorded.plusSeconds(random.nextInt(-2_000_000, 200_000));
      events.add(
          TestEvents.of(
              SESSIONS.get(random.nextInt(2)),
              TYPES.get(random.nextInt(types)),
              "workflow-" + random.nextInt(2),
              "worker-" + random.nextInt(8),
              happened,
              recorded));
    }
    return events;
  }

  private static List<RetentionPolicy> policies(Random random) {
    List<RetentionPolicy> policies = new ArrayList<>();
    policies.add(policy(Category.MANDATORY, Period.of(0, 2, random.nextInt(40)), List.of()));
    policies.add(policy(Category.OPTIONAL, Period.of(0, random.nextInt(3), 8), List.of()));
    if (random.nextBoolean()) {
      policies.add(policy(Category.COMPLIANCE, Period.ofMonths(3), List.of("skill.*")));
    }
    if (random.nextBoolean()) {
      policies.add(policy(Category.COMPLIANCE, Period.ofMonths(4), List.of("*")));
    }
    return policies;
  }

  private static RetentionPolicy policy(Category category, Period period, List<String> types) {
    return new RetentionPolicy(category, period, types, null);
  }

  private static List<HoldScope> scopes(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> List.of(new HoldScope.OfSession(SESSIONS.getFirst()));
      case 1 -> List.of(new HoldScope.OfWorker("worker-1"));
      case 2 ->
          List.of(
              new HoldScope.OfQuery(
                  new EventFilter(
                      List.of("skill.*"),
                      List.of(),
                      List.of("worker-2", "worker-3"),
                      List.of("workflow-1"),
                      List.of(),
                      START.plus(Duration.ofDays(20)),
                      START.plus(Duration.ofDays(60)))));
      default -> List.of();
    };
  }
}
