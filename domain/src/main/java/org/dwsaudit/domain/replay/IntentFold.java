package org.dwsaudit.domain.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was wanted, and how that changed on the way. */
final class IntentFold implements Fold {

  private final Ledger intents;
  private final Ledger mutations;
  private @Nullable String current;

  IntentFold(Bounds bounds) {
    intents = new Ledger("intents", "intent_id", bounds);
    mutations = new Ledger("intent_mutations", "mutation", bounds);
  }

  /** The intent created or activated last; null where there is none that may be named. */
  @Nullable String currentIntent() {
    return current;
  }

  @Override
  public void fold(Told event) {
    switch (event.type()) {
      case "intent.created" -> created(event);
      case "intent.approved" ->
          intents
              .of(event)
              .status("approved")
              .at("approved_at")
              .keep("approver", "approval_id", "conditions", "budget_usd")
              .keepAs("reason", "approval_reason");
      case "intent.activated" -> {
        enter(event);
        intents
            .of(event)
            .status("active")
            .at("activated_at")
            .keep("version")
            .keepAs("actor", "activated_by");
      }
      case "intent.mutated" -> mutated(event);
      case "intent.completed" ->
          intents
              .of(event)
              .status("completed")
              .at("completed_at")
              .keep("success", "outcome_id", "reason", "duration_ms", "cost_usd");
      default -> {}
    }
  }

  private void created(Told event) {
    enter(event);
    intents
        .of(event)
        .status("created")
        .at("created_at")
        .keep("title", "instruction", "user_id", "actor", "parent_intent_id")
        .keep("success_criteria", "constraints", "budget_usd", "due_at", "priority");
  }

  private void enter(Told event) {
    String intent = event.text("intent_id");
    current = intent == null ? current : intent;
  }

  private void mutated(Told event) {
    intents.of(event).at("mutated_at").count("times_mutated").keep("version", "instruction");
    mutations
        .next(event)
        .at("mutated_at")
        .keep("intent_id", "previous_version", "version", "changes", "instruction", "reason")
        .keep("actor", "approval_id");
  }

  @Override
  public List<Ledger> ledgers() {
    return List.of(intents, mutations);
  }
}
