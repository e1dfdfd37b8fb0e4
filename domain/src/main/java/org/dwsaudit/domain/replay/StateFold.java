package org.dwsaudit.domain.replay;

import java.util.List;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Folds a session's events, given one after the other in order of sequence number, into the state
 * at a point. A state can be taken at any time, and more events folded after it. Not for several
 * threads.
 */
final class StateFold {

  private final SessionId session;
  private final ReplayPoint at;
  private final MissingFold missing;
  private final EventCounts.Counter counts = new EventCounts.Counter();
  private final WorkflowFold workflow;
  private final IntentFold intent;
  private final CostFold costs;
  private final List<Fold> folds;
  private final List<Ledger> ledgers;
  private Standing standing = Standing.BEGUN;
  private AsOf asOf = AsOf.BEFORE_THE_FIRST;
  private @Nullable String workflowId;

  StateFold(SessionId session, ReplayPoint at, Bounds bounds) {
    this.session = session;
    this.at = at;
    this.missing = new MissingFold(bounds.itemsMax(), at.lastIncluded());
    this.workflow = new WorkflowFold(bounds);
    this.intent = new IntentFold(bounds);
    this.costs = new CostFold(bounds);
    this.folds =
        List.of(
            new OriginFold(bounds),
            intent,
            workflow,
            new WorkerFold(bounds),
            new TaskFold(bounds),
            new CoordinationFold(bounds),
            new SkillFold(bounds),
            new KnowledgeFold(bounds),
            new VerificationFold(bounds),
            new GuardrailFold(bounds),
            new InteractionFold(bounds),
            new ApprovalFold(bounds),
            new OutcomeFold(bounds),
            costs);
    this.ledgers = folds.stream().flatMap(fold -> fold.ledgers().stream()).toList();
  }

  /** Folds the event in, if it belongs before the point. */
  void fold(RecordedEvent recorded) {
    missing.read(recorded.sequenceNumber());
    if (!at.includes(recorded)) {
      return;
    }
    Told event = new Told(recorded);
    workflowId = workflowId == null ? recorded.event().workflowId() : workflowId;
    standing = standing.after(event);
    asOf = AsOf.of(recorded);
    counts.count(event);
    folds.forEach(fold -> fold.fold(event));
    ledgers.forEach(Ledger::settle);
  }

  /**
   * @param last the last sequence number that the session has given out
   */
  SessionState state(long last) {
    return new SessionState(
        session,
        workflowId,
        standing,
        workflow.currentPhase(),
        intent.currentIntent(),
        asOf,
        missing.missing(last),
        counts.counts(),
        costs.costs(),
        ledgers.stream().map(Ledger::items).toList());
  }
}
