package org.dwsaudit.domain.replay;

import java.util.List;

/** How often each guardrail stepped in, and each time that one did. */
final class GuardrailFold implements Fold {

  private static final String PREFIX = "guardrail.";

  private final Ledger guardrails;
  private final Ledger incidents;

  GuardrailFold(Bounds bounds) {
    guardrails = new Ledger("guardrails", "guardrail_id", bounds);
    incidents = new Ledger("guardrail_incidents", "incident", bounds);
  }

  @Override
  public void fold(Told event) {
    switch (event.type()) {
      case "guardrail.blocked", "guardrail.warned", "guardrail.logged", "guardrail.exhausted" -> {
        String reaction = event.type().substring(PREFIX.length());
        guardrails
            .of(event)
            .set("last_reaction", reaction)
            .count("times_" + reaction)
            .keep("kind", "rule");
        incident(event, reaction);
      }
      default -> {}
    }
  }

  private void incident(Told event, String reaction) {
    Draft incident =
        incidents
            .next(event)
            .set("reaction", reaction)
            .at("happened_at")
            .keep("guardrail_id", "kind", "action", "rule", "reason", "severity", "tool")
            .keep("call_id", "task_id", "excerpt", "attempt", "attempts", "attempts_max")
            .keep("escalation_id", "fallback");
    String worker = event.event().workerId();
    if (worker != null) {
      incident.set("worker_id", worker);
    }
  }

  @Override
  public List<Ledger> ledgers() {
    return List.of(guardrails, incidents);
  }
}
