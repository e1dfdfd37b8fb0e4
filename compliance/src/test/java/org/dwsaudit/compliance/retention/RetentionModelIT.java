package org.dwsaudit.compliance.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.dwsaudit.compliance.TestEvents;
import org.dwsaudit.compliance.TestLog;
import org.dwsaudit.compliance.hold.LegalHolds;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.HoldScope;
import org.dwsaudit.schema.administration.RetentionGroup;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.administration.RetentionPolicy.Category;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.query.Predicate;
import org.dwsaudit.schema.taxonomy.Taxonomy;

/**
 * Plans and runs that go by the partitions' registry come to what looking at each event comes to.
 */
class RetentionModelIT {

  private static final Taxonomy TAXONOMY = Taxonomy.standard();
  private static final Instant START = Instant.parse("2025-12-20T00:00:00Z");
  private static final List<String> TYPES =
      List.of("workflow.phase_entered", "skill.invoked", "interaction.check_in", "gone.extension");
  private static final List<SessionId> SESSIONS =
      List.of(new SessionId(new UUID(1, 1)), new SessionId(new UUID(1, 2)));

  @Property(tries = 10, shrinking = ShrinkingMode.OFF)
  void theSameIsPlannedAndTheSameStays(@ForAll long seed) throws SQLException {
    Random random = new Random(seed);
    try (TestLog log = new TestLog()) {
      Map<Principal, RetentionModel> models = new HashMap<>();
      int tenants = 1 + random.nextInt(2);
      for (int i = 0; i < tenants; i++) {
        Principal officer = officer(i);
        models.put(officer, begin(log, officer, random));
      }
      Instant asOf = START.plus(Duration.ofDays(random.nextInt(250)));
      for (int i = 0; i < 3; i++) {
        Principal officer = officer(random.nextInt(tenants));
        RetentionModel model = models.get(officer);
        assertPlans(log, officer, model, asOf);
        assertRuns(log, officer, model, asOf);
        models.put(officer, model.afterRun(asOf));
        assertThat(log.eventIds()).isEqualTo(ids(models.values()));
        assertThat(log.miscounted()).isZero();
        asOf = asOf.plus(Duration.ofDays(random.nextInt(200)));
      }
    }
  }

  private static Principal officer(int i) {
    Principal local = Principal.LOCAL_OPERATOR;
    return new Principal(
        new TenantId("tenant-" + i), local.actor(), local.clearance(), local.grants());
  }

  private static RetentionModel begin(TestLog log, Principal officer, Random random) {
    RetentionModel model =
        new RetentionModel(events(officer.tenant(), random), policies(random), scopes(random));
    log.append(model.events());
    new RetentionPolicies(log.writer(), log).set(officer, model.policies(), "property");
    LegalHolds holds = new LegalHolds(log.writer(), log);
    model.holds().forEach(scope -> holds.place(officer, scope, "property"));
    return model;
  }

  private static void assertPlans(
      TestLog log, Principal officer, RetentionModel model, Instant asOf) throws SQLException {
    try (Connection connection = log.writer().getConnection()) {
      RetentionRules rules = RetentionRules.read(connection, officer.tenant(), TAXONOMY);
      List<Month> months = Months.read(connection, rules);
      assertThat(named(rules, LogCounts.readWithNext(connection, rules, asOf, months)))
          .isEqualTo(model.counts(asOf));
      assertThat(named(rules, HeldCounts.read(connection, rules, asOf, months)))
          .isEqualTo(model.held(asOf));
    }
  }

  private static <T> Map<GroupKey, T> named(RetentionRules rules, Map<Integer, T> byNumber) {
    Map<GroupKey, T> named = new HashMap<>();
    byNumber.forEach((group, value) -> named.put(rules.groups().get(group), value));
    return named;
  }

  private static void assertRuns(
      TestLog log, Principal officer, RetentionModel model, Instant asOf) {
    boolean untouched =
        log.number(
                "SELECT count(*) FROM log_partition_kind WHERE expired > 0 AND tenant = ?",
                officer.tenant().value())
            == 0;
    RetentionReceipt receipt =
        new RetentionRunner(log.retention(), TAXONOMY, log, position -> {})
            .run(officer, asOf, RetentionProgress.NONE);
    Map<GroupKey, GroupCounts> counts = model.counts(asOf);
    Map<GroupKey, Long> held = model.held(asOf);
    List<GroupKey> groups = model.policies().stream().map(GroupKey::of).distinct().toList();
    assertThat(receipt.groups()).hasSameSizeAs(groups);
    for (int i = 0; i < groups.size(); i++) {
      RetentionGroup done = receipt.groups().get(i);
      GroupCounts due = counts.getOrDefault(groups.get(i), GroupCounts.NONE);
      long kept = held.getOrDefault(groups.get(i), 0L);
      assertThat(done.events()).isEqualTo(due.events());
      assertThat(done.expired()).isEqualTo(due.due() - kept);
      assertThat(done.held()).isEqualTo(kept);
      if (untouched && kept == 0) {
        assertThat(done.earliest()).isEqualTo(due.earliest());
        assertThat(done.latest()).isEqualTo(due.latest());
      }
    }
  }

  private static Set<UUID> ids(Collection<RetentionModel> models) {
    Set<UUID> ids = new HashSet<>();
    models.forEach(
        model -> model.events().forEach(event -> ids.add(event.event().eventId().value())));
    return ids;
  }

  private static List<RecordedEvent> events(TenantId tenant, Random random) {
    List<RecordedEvent> events = new ArrayList<>();
    int types = 1 + random.nextInt(TYPES.size());
    for (int i = 0; i < 60; i++) {
      Instant recorded = START.plusSeconds(random.nextInt(150 * 86_400));
      Instant happened =
          random.nextInt(4) > 0
              ? recorded
              : recorded.plusSeconds(random.nextInt(-2_000_000, 200_000));
      RecordedEvent event =
          TestEvents.of(
              SESSIONS.get(random.nextInt(2)),
              TYPES.get(random.nextInt(types)),
              "workflow-" + random.nextInt(2),
              "worker-" + random.nextInt(8),
              happened,
              recorded);
      JsonDocument payload = JsonDocument.ofText("{\"cost\":%d}".formatted(random.nextInt(4)));
      events.add(
          new RecordedEvent(
              tenant, event.event().withContent(null, payload), 1, new Position(1), recorded));
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
      policies.add(policy(Category.COMPLIANCE, Period.ofMonths(4), List.of("gone.*")));
    }
    if (random.nextInt(4) == 0) {
      policies.add(policy(Category.COMPLIANCE, Period.ofMonths(3), List.of("*")));
    }
    if (random.nextInt(3) == 0) {
      policies.add(ofWorkflow(Period.ofMonths(5), "skill.*", "workflow-1", "workflow-9"));
    }
    if (random.nextInt(3) == 0) {
      policies.add(ofWorkflow(Period.ofMonths(1), "*", "workflow-0"));
    }
    return policies;
  }

  private static RetentionPolicy ofWorkflow(Period period, String types, String... workflows) {
    return new RetentionPolicy(
        Category.COMPLIANCE, period, List.of(types), null, List.of(workflows));
  }

  private static RetentionPolicy policy(Category category, Period period, List<String> types) {
    return new RetentionPolicy(category, period, types, null);
  }

  private static List<HoldScope> scopes(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> List.of(new HoldScope.OfSession(SESSIONS.getFirst()));
      case 1 -> List.of(new HoldScope.OfWorker("worker-1"), new HoldScope.OfWorker("worker-2"));
      case 2 ->
          List.of(
              new HoldScope.OfWorkflow("no-such-workflow"),
              new HoldScope.OfQuery(
                  new EventFilter(
                      List.of("skill.*"),
                      List.of(),
                      List.of("worker-2", "worker-3"),
                      List.of("workflow-1"),
                      List.of(),
                      START.plus(Duration.ofDays(20)),
                      START.plus(Duration.ofDays(60)))));
      case 3 ->
          List.of(
              asking("payload.cost > 2 && event_type.startsWith('skill.')"),
              asking("payload.cost < 1 || worker_id == 'worker-4'"),
              new HoldScope.OfWorker("worker-5"));
      default -> List.of();
    };
  }

  private static HoldScope asking(String condition) {
    return new HoldScope.OfQuery(
        EventFilter.ALL.with(List.of(), List.of(), Predicate.of(condition)));
  }
}
