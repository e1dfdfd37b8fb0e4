package org.dwsaudit.domain.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Approvals that were asked for, and each decision on them. */
final class ApprovalFold implements Fold {

  private static final Set<String> ENDING = Set.of("rejected", "changes_requested");

  private final Ledger approvals;
  private final Ledger decisions;

  ApprovalFold(Bounds bounds) {
    approvals = new Ledger("approvals", "approval_id", bounds);
    decisions = new Ledger("approval_decisions", "approval_decision", bounds);
  }

  @Override
  public void fold(Told event) {
    switch (event.type()) {
      case "approval.requested" ->
          approvals
              .of(event)
              .status("requested")
              .set("open", true)
              .at("requested_at")
              .keep("gate_id", "placement", "subject", "summary", "approvers", "quorum")
              .keep("intent_id", "outcome_id", "task_id", "uri", "hash", "due_at")
              .drop("decided_at", "decision", "times_decided", "timed_out_at", "delegate");
      case "approval.decided" -> decided(event);
      case "approval.delegated" ->
          approvals
              .of(event)
              .status("delegated")
              .set("open", true)
              .at("delegated_at")
              .keep("delegate", "due_at")
              .keepAs("approver", "delegated_by")
              .keepAs("reason", "delegation_reason");
      case "approval.timed_out" ->
          approvals
              .of(event)
              .status("timed_out")
              .set("open", false)
              .at("timed_out_at")
              .keep("gate_id", "approvers", "due_at", "waited_ms", "escalation_id", "fallback");
      default -> {}
    }
  }

  private void decided(Told event) {
    Draft approval =
        approvals
            .of(event)
            .status("decided")
            .at("decided_at")
            .count("times_decided")
            .keep("decision", "approver", "gate_id", "reason", "conditions", "waited_ms");
    approval.set("open", !isEnding(event) && approval.number("times_decided") < quorum(approval));
    decisions
        .next(event)
        .at("decided_at")
        .keep("approval_id", "decision", "approver", "reason", "conditions");
  }

  private static boolean isEnding(Told event) {
    JsonNode decision = event.value("decision");
    return decision != null && ENDING.contains(decision.asText());
  }

  private static int quorum(Draft approval) {
    return Math.max(1, approval.number("quorum"));
  }

  @Override
  public List<Ledger> ledgers() {
    return List.of(approvals, decisions);
  }
}
