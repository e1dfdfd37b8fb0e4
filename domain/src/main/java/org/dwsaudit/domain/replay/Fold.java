package org.dwsaudit.domain.replay;

import java.util.List;

/**
 * What a session's events say about one concern. Each fold is given every event, in order, and
 * picks those that it knows.
 */
sealed interface Fold
    permits ApprovalFold,
        CoordinationFold,
        CostFold,
        GuardrailFold,
        IntentFold,
        InteractionFold,
        KnowledgeFold,
        OriginFold,
        OutcomeFold,
        SkillFold,
        TaskFold,
        VerificationFold,
        WorkerFold,
        WorkflowFold {

  void fold(Told event);

  /** The lists that it fills, in the order in which the state shows them. */
  List<Ledger> ledgers();
}
