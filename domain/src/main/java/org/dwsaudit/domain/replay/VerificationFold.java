package org.dwsaudit.domain.replay;

import java.util.List;

/** Verification runs with their verdicts, and findings. */
final class VerificationFold implements Fold {

  private final Ledger verifications;
  private final Ledger findings;

  VerificationFold(Bounds bounds) {
    verifications = new Ledger("verifications", "verification_id", bounds);
    findings = new Ledger("findings", "finding_id", bounds);
  }

  @Override
  public void fold(Told event) {
    switch (event.type()) {
      case "verification.started" ->
          verifications
              .of(event)
              .status("started")
              .at("started_at")
              .keep("verifier", "gate_id", "placement", "task_id", "outcome_id", "artifact_id")
              .keep("uri", "hash", "criteria", "attempt");
      case "verification.finding_issued" ->
          findings
              .of(event)
              .at("issued_at")
              .keep("verification_id", "kind", "severity", "criterion", "text", "evidence")
              .keep("artifact_id", "location", "recommendation", "blocking");
      case "verification.verdict_rendered" ->
          verifications
              .of(event)
              .status("decided")
              .at("decided_at")
              .keep("verdict", "verifier", "gate_id", "reward", "score", "threshold")
              .keep("finding_ids", "findings_total", "conditions", "reason", "attempt")
              .keep("duration_ms", "cost_usd", "tokens_input", "tokens_output");
      case "verification.reverification_triggered" -> triggered(event);
      default -> {}
    }
  }

  private void triggered(Told event) {
    verifications
        .of(event)
        .status("triggered")
        .at("triggered_at")
        .keep("previous_verification_id", "gate_id", "task_id", "attempt", "attempts_max")
        .keepAs("finding_ids", "triggered_by_finding_ids")
        .keepAs("reason", "trigger_reason");
  }

  @Override
  public List<Ledger> ledgers() {
    return List.of(verifications, findings);
  }
}
