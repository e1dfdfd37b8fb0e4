package org.dwsaudit.domain.replay;

import java.util.List;

/** What the work gave, whether it is good, and how it reached whom it is for. */
final class OutcomeFold implements Fold {

  private final Ledger outcomes;
  private final Ledger deliveries;

  OutcomeFold(Bounds bounds) {
    outcomes = new Ledger("outcomes", "outcome_id", bounds);
    deliveries = new Ledger("deliveries", "delivery_id", bounds);
  }

  @Override
  public void fold(Told event) {
    switch (event.type()) {
      case "outcome.produced" ->
          outcomes
              .of(event)
              .status("produced")
              .at("produced_at")
              .count("times_produced")
              .keep("intent_id", "title", "kind", "summary", "uri", "hash", "media_type")
              .keep("size_bytes", "artifacts", "task_id", "data_classification");
      case "outcome.verification_passed" ->
          verified(event, "verification_passed")
              .keep("criteria")
              .drop("criteria_failed", "finding_ids", "reason");
      case "outcome.verification_failed" ->
          verified(event, "verification_failed").keep("criteria_failed", "finding_ids", "reason");
      case "outcome.delivery_attempted" ->
          delivery(event, "attempted")
              .at("attempted_at")
              .keep("recipient", "uri")
              .drop("error", "reason", "retryable", "next_attempt_at");
      case "outcome.delivery_succeeded" ->
          delivery(event, "succeeded").at("ended_at").keep("receipt", "duration_ms");
      case "outcome.delivery_failed" ->
          delivery(event, "failed")
              .at("ended_at")
              .keep("error", "reason", "retryable", "next_attempt_at");
      case "outcome.escalated" ->
          outcomes
              .of(event)
              .status("escalated")
              .at("escalated_at")
              .keep("escalation_id", "escalated_to", "severity")
              .keepAs("reason", "escalation_reason");
      case "outcome.completed" ->
          outcomes
              .of(event)
              .status("completed")
              .at("completed_at")
              .keep("intent_id", "success", "delivery_ids", "duration_ms", "cost_usd")
              .keepAs("status", "completed_as");
      default -> {}
    }
  }

  private Draft verified(Told event, String status) {
    return outcomes
        .of(event)
        .status(status)
        .at("verified_at")
        .keep("intent_id", "verification_id", "verdict", "reward", "score");
  }

  private Draft delivery(Told event, String status) {
    return deliveries.of(event).status(status).keep("outcome_id", "channel", "attempt");
  }

  @Override
  public List<Ledger> ledgers() {
    return List.of(outcomes, deliveries);
  }
}
