package org.dwsaudit.domain.replay;

import java.util.List;

/** Conflicts between workers, escalations from wherever they were raised, and contracts. */
final class CoordinationFold implements Fold {

  private final Ledger conflicts;
  private final Ledger escalations;
  private final Ledger contracts;

  CoordinationFold(Bounds bounds) {
    conflicts = new Ledger("conflicts", "conflict_id", bounds);
    escalations = new Ledger("escalations", "escalation_id", bounds);
    contracts = new Ledger("contracts", "contract", bounds);
  }

  @Override
  public void fold(Told event) {
    switch (event.type()) {
      case "coordination.conflict_detected" ->
          conflicts
              .of(event)
              .status("open")
              .at("detected_at")
              .keep("kind", "worker_ids", "task_ids", "resource", "summary", "severity")
              .drop("resolved_at", "strategy", "resolution", "prevailing_worker_id", "actor");
      case "coordination.conflict_resolved" ->
          conflicts
              .of(event)
              .status("resolved")
              .at("resolved_at")
              .keep("strategy", "resolution", "prevailing_worker_id", "actor", "duration_ms");
      case "coordination.escalation_triggered", "lifecycle.worker_escalated", "outcome.escalated" ->
          raised(event);
      case "coordination.escalation_resolved" ->
          escalations
              .of(event)
              .status("resolved")
              .at("resolved_at")
              .keep("resolution", "actor", "task_id", "duration_ms");
      case "coordination.contract_validated" -> contract(event).status("validated");
      case "coordination.contract_breached" ->
          contract(event).status("breached").keep("breaches", "severity", "reason");
      default -> {}
    }
  }

  private void raised(Told event) {
    escalations
        .of(event)
        .status("open")
        .at("raised_at")
        .set("raised_by", event.type())
        .keep("escalated_to", "reason", "severity", "level", "task_id", "gate_id", "outcome_id")
        .keep("finding_ids", "blocking", "due_at")
        .drop("resolved_at", "resolution", "actor", "duration_ms");
  }

  /** A contract is checked for each artifact of its own. */
  private Draft contract(Told event) {
    String contract = event.text("contract_id");
    String artifact = event.text("artifact_id");
    return contracts
        .of(event, contract == null || artifact == null ? contract : contract + " of " + artifact)
        .at("checked_at")
        .count("times_checked")
        .drop("breaches", "severity", "reason")
        .keep("contract_id", "contract_version", "artifact_id", "uri", "hash", "task_id")
        .keep("producer_worker_id", "consumer_worker_id", "duration_ms");
  }

  @Override
  public List<Ledger> ledgers() {
    return List.of(conflicts, escalations, contracts);
  }
}
