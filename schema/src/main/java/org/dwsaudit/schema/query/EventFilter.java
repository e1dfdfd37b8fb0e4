package org.dwsaudit.schema.query;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Selects events: every filter that is present must hold; inside a list one match is enough; an
 * empty list does not filter (DWS Spec 11, section 5.2). All but the predicate look at the envelope
 * only.
 *
 * @param eventTypes exact names, or patterns with one wildcard: {@code workflow.*}, {@code
 *     *.completed}, {@code *}
 * @param classifications levels that producers gave their events
 * @param from the earliest timestamp, inclusive
 * @param to the latest timestamp, inclusive
 */
public record EventFilter(
    List<String> eventTypes,
    List<SessionId> sessionIds,
    List<String> workerIds,
    List<String> workflowIds,
    List<String> phaseIds,
    List<String> correlationIds,
    List<Classification> classifications,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Predicate where) {

  public static final EventFilter ALL =
      new EventFilter(List.of(), List.of(), List.of(), List.of(), List.of(), null, null);

  public EventFilter {
    eventTypes = List.copyOf(eventTypes);
    sessionIds = List.copyOf(sessionIds);
    workerIds = List.copyOf(workerIds);
    workflowIds = List.copyOf(workflowIds);
    phaseIds = List.copyOf(phaseIds);
    correlationIds = List.copyOf(correlationIds);
    classifications = List.copyOf(classifications);
  }

  /** The members of section 5.2 and the ids, without what this store adds. */
  public EventFilter(
      List<String> eventTypes,
      List<SessionId> sessionIds,
      List<String> workerIds,
      List<String> workflowIds,
      List<String> correlationIds,
      @Nullable Instant from,
      @Nullable Instant to) {
    this(
        eventTypes,
        sessionIds,
        workerIds,
        workflowIds,
        List.of(),
        correlationIds,
        List.of(),
        from,
        to,
        null);
  }

  /** All events of the types. */
  public static EventFilter ofTypes(List<String> types) {
    return new EventFilter(types, List.of(), List.of(), List.of(), List.of(), null, null);
  }

  /** All events of the sessions. */
  public static EventFilter ofSessions(List<SessionId> sessions) {
    return new EventFilter(List.of(), sessions, List.of(), List.of(), List.of(), null, null);
  }

  static EventFilter ofWorkers(List<String> workers) {
    return new EventFilter(List.of(), List.of(), workers, List.of(), List.of(), null, null);
  }

  static EventFilter ofWorkflows(List<String> workflows) {
    return new EventFilter(List.of(), List.of(), List.of(), workflows, List.of(), null, null);
  }

  static EventFilter ofCorrelations(List<String> correlations) {
    return new EventFilter(List.of(), List.of(), List.of(), List.of(), correlations, null, null);
  }

  static EventFilter between(@Nullable Instant from, @Nullable Instant to) {
    return new EventFilter(List.of(), List.of(), List.of(), List.of(), List.of(), from, to);
  }

  static EventFilter ofPhases(List<String> phases) {
    return ALL.with(phases, List.of(), null);
  }

  static EventFilter ofClassifications(List<Classification> levels) {
    return ALL.with(List.of(), levels, null);
  }

  /** The same with the members that this store adds to section 5.2. */
  public EventFilter with(
      List<String> newPhaseIds,
      List<Classification> newClassifications,
      @Nullable Predicate newWhere) {
    return new EventFilter(
        eventTypes,
        sessionIds,
        workerIds,
        workflowIds,
        newPhaseIds,
        correlationIds,
        newClassifications,
        from,
        to,
        newWhere);
  }

  /**
   * Whether the filter selects the event. The store's own facts ({@code audit.*}) are selected only
   * where the filter names their types or their stream.
   */
  public boolean matches(AuditEvent event) {
    return matches(event, new Effort());
  }

  /**
   * As above.
   *
   * @param effort is told what the predicate cost
   */
  public boolean matches(AuditEvent event, Effort effort) {
    return matchesEnvelope(event)
        && (where == null || where.decide(event, effort) == Verdict.HOLDS);
  }

  /** Whether the filter selects the event, or would perhaps if looking closer cost less. */
  public boolean mayMatch(AuditEvent event) {
    return matchesEnvelope(event)
        && (where == null || where.decide(event, new Effort()) != Verdict.DOES_NOT_HOLD);
  }

  /** Whether all but the predicate select the event. */
  public boolean matchesEnvelope(AuditEvent event) {
    return matchesType(event)
        && (sessionIds.isEmpty() || sessionIds.contains(event.sessionId()))
        && matchesOne(workerIds, event.workerId())
        && matchesOne(workflowIds, event.workflowId())
        && matchesOne(phaseIds, event.phaseId())
        && matchesOne(correlationIds, event.correlationId())
        && (classifications.isEmpty() || classifications.contains(event.dataClassification()))
        && (from == null || !event.timestamp().isBefore(from))
        && (to == null || !event.timestamp().isAfter(to));
  }

  /** Whether the filter names the store's own facts, by type or by stream. */
  public boolean includesSystemStream() {
    return sessionIds.contains(SessionId.SYSTEM)
        || eventTypes.stream().anyMatch(type -> type.startsWith("audit."));
  }

  /**
   * A filter over the envelope that selects every event that this one does, and as few others as
   * can be told from the predicate's text. What it selects is to be held against this one.
   */
  public EventFilter overEnvelope() {
    return where == null ? this : with(phaseIds, classifications, null).and(where.implied());
  }

  /**
   * A filter without predicate that selects whatever both do; perhaps more, where what both name
   * has nothing in common.
   */
  EventFilter and(EventFilter other) {
    return new EventFilter(
        commonTypes(eventTypes, other.eventTypes),
        common(sessionIds, other.sessionIds),
        common(workerIds, other.workerIds),
        common(workflowIds, other.workflowIds),
        common(phaseIds, other.phaseIds),
        common(correlationIds, other.correlationIds),
        common(classifications, other.classifications),
        later(from, other.from),
        earlier(to, other.to),
        null);
  }

  private static List<String> commonTypes(List<String> one, List<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    List<String> exact = Stream.concat(named(one, other), named(other, one)).distinct().toList();
    boolean allExact = isExact(one) || isExact(other);
    return allExact && !exact.isEmpty() ? exact : one;
  }

  private static Stream<String> named(List<String> types, List<String> patterns) {
    return types.stream()
        .filter(type -> type.indexOf('*') < 0)
        .filter(type -> patterns.stream().anyMatch(p -> TypePattern.matches(p, type)));
  }

  private static boolean isExact(List<String> types) {
    return types.stream().noneMatch(type -> type.indexOf('*') >= 0);
  }

  private static <T> List<T> common(List<T> one, List<T> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    List<T> both = one.stream().filter(other::contains).toList();
    return both.isEmpty() ? one : both;
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isAfter(one)) ? other : one;
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isBefore(one)) ? other : one;
  }

  private boolean matchesType(AuditEvent event) {
    if (event.sessionId().isSystem() && !includesSystemStream()) {
      return false;
    }
    return eventTypes.isEmpty()
        || eventTypes.stream().anyMatch(p -> TypePattern.matches(p, event.eventType()));
  }

  private static boolean matchesOne(List<String> wanted, @Nullable String actual) {
    return wanted.isEmpty() || (actual != null && wanted.contains(actual));
  }
}
