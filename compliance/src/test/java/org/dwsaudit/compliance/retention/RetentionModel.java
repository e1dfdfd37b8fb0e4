package org.dwsaudit.compliance.retention;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dwsaudit.schema.administration.HoldScope;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.administration.RetentionPolicy.Category;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.query.TypePattern;
import org.dwsaudit.schema.taxonomy.Taxonomy;

/** What retention has to say of a tenant's events, found by looking at each. */
record RetentionModel(
    List<RecordedEvent> events, List<RetentionPolicy> policies, List<HoldScope> holds) {

  /** What a plan counts. */
  Map<GroupKey, GroupCounts> counts(Instant asOf) {
    Map<GroupKey, GroupCounts> counts = new HashMap<>();
    for (RecordedEvent event : events) {
      Instant dueAt = dueAt(event);
      Instant time = event.event().timestamp();
      counts.merge(
          group(event),
          dueAt.isAfter(asOf)
              ? new GroupCounts(1, 0, null, null, dueAt)
              : new GroupCounts(1, 1, time, time, null),
          GroupCounts::plus);
    }
    return counts;
  }

  Map<GroupKey, Long> held(Instant asOf) {
    Map<GroupKey, Long> held = new HashMap<>();
    events.stream()
        .filter(event -> isDue(event, asOf) && isHeld(event.event()))
        .forEach(event -> held.merge(group(event), 1L, Long::sum));
    return held;
  }

  /** What a run leaves. */
  RetentionModel afterRun(Instant asOf) {
    return new RetentionModel(
        events.stream().filter(e -> !isDue(e, asOf) || isHeld(e.event())).toList(),
        policies,
        holds);
  }

  private boolean isDue(RecordedEvent event, Instant asOf) {
    return !dueAt(event).isAfter(asOf);
  }

  private boolean isHeld(AuditEvent event) {
    return holds.stream().anyMatch(scope -> scope.covers(event));
  }

  private Instant dueAt(RecordedEvent recorded) {
    Instant time = recorded.event().timestamp();
    Instant recordedAt = recorded.recordedAt();
    Instant clock = time.isBefore(recordedAt) ? time : recordedAt;
    return applicable(recorded)
        .flatMap(
            policy ->
                Stream.concat(
                    Stream.of(after(clock, policy.period())),
                    RetentionFloors.floor(policy.category(), policy.framework()).stream()
                        .map(floor -> after(recordedAt, floor.period()))))
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private static Instant after(Instant time, Period period) {
    return time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC).plus(period).toInstant();
  }

  private GroupKey group(RecordedEvent event) {
    return GroupKey.of(
        applicable(event)
            .reduce(
                (longest, next) ->
                    Periods.BY_LENGTH.compare(next.period(), longest.period()) > 0 ? next : longest)
            .orElseThrow());
  }

  private Stream<RetentionPolicy> applicable(RecordedEvent event) {
    String type = event.event().eventType();
    String workflow = event.event().workflowId();
    return policies.stream()
        .filter(p -> p.workflows().isEmpty() || p.workflows().contains(workflow))
        .filter(
            policy ->
                policy.category() == Category.COMPLIANCE
                    ? policy.eventTypes().stream().anyMatch(p -> TypePattern.matches(p, type))
                    : policy
                        .category()
                        .name()
                        .equals(Taxonomy.standard().requirementOf(type).name()));
  }
}
