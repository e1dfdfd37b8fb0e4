package org.dwsaudit.domain.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.dwsaudit.domain.dispatch.CommandDispatch;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Rule;
import org.dwsaudit.schema.error.Violation;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.event.TenantId;

/** Records validated events: splits a request into its sessions and sends a command for each. */
public final class EventRecorder {

  private final CommandDispatch commands;
  private final SessionIndex index;

  public EventRecorder(CommandDispatch commands, SessionIndex index) {
    this.commands = commands;
    this.index = index;
  }

  /**
   * Records the events; within a session all or none, in the given order.
   *
   * <p>The future completes when everything that is acknowledged is committed and flushed. It fails
   * only with an error that concerns all sessions; refusals of single sessions are in the outcome.
   * Sending the same events again is always safe.
   *
   * <p>The call itself never waits: one event of a session at hand is decided by the calling
   * thread, anything else by others.
   */
  public CompletableFuture<RecordingOutcome> record(TenantId tenant, List<SubmittedEvent> events) {
    List<Violation> clashes = idsInSeveralSessions(events);
    if (!clashes.isEmpty()) {
      return CompletableFuture.failedFuture(AuditException.of(clashes));
    }
    Map<SessionId, List<SubmittedEvent>> sessions = new LinkedHashMap<>();
    for (SubmittedEvent event : events) {
      sessions.computeIfAbsent(event.event().sessionId(), s -> new ArrayList<>()).add(event);
    }
    if (sessions.size() == 1) {
      return recordOne(new SessionKey(tenant, events.getFirst().event().sessionId()), events);
    }
    return commands.supply(() -> recordSeveral(tenant, sessions)).thenCompose(done -> done);
  }

  private CompletableFuture<RecordingOutcome> recordOne(
      SessionKey session, List<SubmittedEvent> events) {
    RecordEvents command = new RecordEvents(session, events);
    return outcome(
        isDecidedAtOnce(session, events)
            ? commands.dispatchHere(command)
            : commands.dispatch(command));
  }

  /**
   * Whether deciding takes next to no time, and another thread would cost more than the work: there
   * is nothing that could be refused, and so nothing to be looked up first.
   */
  private boolean isDecidedAtOnce(SessionKey session, List<SubmittedEvent> events) {
    SubmittedEvent first = events.getFirst();
    return events.size() == 1
        && first.expectedSequence().isEmpty()
        && index.isAtHand(session, first.event().eventId());
  }

  private CompletableFuture<RecordingOutcome> recordSeveral(
      TenantId tenant, Map<SessionId, List<SubmittedEvent>> sessions) {
    index.prepare(sessions.keySet().stream().map(s -> new SessionKey(tenant, s)).toList());
    List<CompletableFuture<RecordingOutcome>> outcomes = new ArrayList<>(sessions.size());
    sessions.forEach(
        (session, events) ->
            outcomes.add(
                outcome(
                    commands.dispatch(new RecordEvents(new SessionKey(tenant, session), events)))));
    return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
        .thenApply(done -> joined(outcomes.stream().map(CompletableFuture::resultNow).toList()));
  }

  private static CompletableFuture<RecordingOutcome> outcome(
      CompletableFuture<List<Acknowledgement>> recorded) {
    return recorded
        .thenApply(acknowledged -> new RecordingOutcome(acknowledged, Optional.empty()))
        .exceptionally(failure -> new RecordingOutcome(List.of(), Optional.of(refusal(failure))));
  }

  private static AuditException refusal(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure;
    return cause instanceof AuditException refused
        ? refused
        : new AuditException(ErrorCode.INTERNAL_ERROR, "the events could not be recorded", cause);
  }

  private static RecordingOutcome joined(List<RecordingOutcome> outcomes) {
    List<Acknowledgement> acknowledged = new ArrayList<>();
    List<AuditException> refusals = new ArrayList<>();
    for (RecordingOutcome outcome : outcomes) {
      acknowledged.addAll(outcome.acknowledged());
      outcome.refused().ifPresent(refusals::add);
    }
    acknowledged.sort(Comparator.comparingInt(Acknowledgement::index));
    return new RecordingOutcome(acknowledged, joinedRefusal(refusals));
  }

  private static Optional<AuditException> joinedRefusal(List<AuditException> refusals) {
    List<Violation> violations = new ArrayList<>();
    for (AuditException refusal : refusals) {
      if (refusal.violations().isEmpty()) {
        // not about single events: the server or its database, and then it is the whole answer
        return Optional.of(refusal);
      }
      violations.addAll(refusal.violations());
    }
    violations.sort(Comparator.comparingInt(Violation::index));
    return violations.isEmpty() ? Optional.empty() : Optional.of(AuditException.of(violations));
  }

  private static List<Violation> idsInSeveralSessions(List<SubmittedEvent> events) {
    Map<EventId, SessionId> sessions = new HashMap<>();
    List<Violation> clashes = new ArrayList<>();
    for (SubmittedEvent submitted : events) {
      EventId id = submitted.event().eventId();
      SessionId before = sessions.putIfAbsent(id, submitted.event().sessionId());
      if (before != null && !before.equals(submitted.event().sessionId())) {
        clashes.add(
            new Violation(
                submitted.index(),
                "/event_id",
                Rule.EVENT_ID_CONFLICT,
                "event_id: %s is also of session %s in this request (expected: an id of its own)"
                    .formatted(id, before)));
      }
    }
    return clashes;
  }
}
