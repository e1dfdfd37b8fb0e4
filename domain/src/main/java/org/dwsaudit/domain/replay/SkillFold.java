package org.dwsaudit.domain.replay;

import java.util.List;

/** Skills at work, each invocation of its own, and the calls of tools. */
final class SkillFold implements Fold {

  private final Ledger skills;
  private final Ledger calls;

  SkillFold(Bounds bounds) {
    skills = new Ledger("skills", "invocation_id", bounds);
    calls = new Ledger("tool_calls", "call_id", bounds);
  }

  @Override
  public void fold(Told event) {
    switch (event.type()) {
      case "skill.invoked" ->
          skill(event)
              .status("running")
              .at("invoked_at")
              .keep("skill_version", "arguments")
              .drop("ended_at", "result", "error", "retryable", "duration_ms", "cost_usd")
              .drop("tokens_input", "tokens_output");
      case "skill.completed" -> ended(event).status("completed").keep("result");
      case "skill.failed" -> ended(event).status("failed").keep("error", "retryable");
      case "skill.tool_called" ->
          call(event)
              .status("called")
              .at("called_at")
              .drop("returned_at", "result", "is_error", "error", "duration_ms", "cost_usd")
              .drop("size_bytes")
              .keep("tool_uri", "arguments", "skill_id", "invocation_id", "task_id", "attempt");
      case "skill.tool_returned" -> returned(event);
      default -> {}
    }
  }

  private Draft skill(Told event) {
    Draft skill = skills.of(event).keep("skill_id", "task_id", "attempt");
    return by(skill, event);
  }

  private Draft ended(Told event) {
    return skill(event)
        .at("ended_at")
        .keep("duration_ms", "cost_usd", "tokens_input", "tokens_output");
  }

  private Draft call(Told event) {
    return by(calls.of(event).keep("tool"), event);
  }

  private static Draft by(Draft draft, Told event) {
    String worker = event.event().workerId();
    return worker == null || draft.has("worker_id") ? draft : draft.set("worker_id", worker);
  }

  private void returned(Told event) {
    boolean failed = event.isTrue("is_error") || event.value("error") != null;
    call(event)
        .status(failed ? "failed" : "returned")
        .at("returned_at")
        .keep("result", "is_error", "error", "duration_ms", "cost_usd", "size_bytes");
  }

  @Override
  public List<Ledger> ledgers() {
    return List.of(skills, calls);
  }
}
