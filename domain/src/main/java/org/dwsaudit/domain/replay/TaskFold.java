package org.dwsaudit.domain.replay;

import java.util.List;

/** Tasks, and what they wait for. */
final class TaskFold implements Fold {

  private final Ledger tasks;
  private final Ledger dependencies;

  TaskFold(Bounds bounds) {
    tasks = new Ledger("tasks", "task_id", bounds);
    dependencies = new Ledger("dependencies", "dependency", bounds);
  }

  @Override
  public void fold(Told event) {
    switch (event.type()) {
      case "coordination.task_assigned" -> assigned(event);
      case "coordination.task_progress" ->
          tasks
              .of(event)
              .at("progressed_at")
              .keep("percent", "steps_done", "steps_total")
              .keepAs("text", "progress");
      case "coordination.task_completed" ->
          tasks
              .of(event)
              .status("completed")
              .at("ended_at")
              .keep("assigned_to", "summary", "artifacts", "duration_ms", "cost_usd")
              .keep("tokens_input", "tokens_output");
      case "coordination.task_failed" ->
          tasks
              .of(event)
              .status("failed")
              .at("ended_at")
              .keep("assigned_to", "error", "reason", "attempt", "retryable", "duration_ms")
              .keep("cost_usd");
      case "coordination.dependency_discovered" ->
          dependency(event)
              .status("open")
              .at("discovered_at")
              .keep("reason", "blocking", "actor")
              .drop("resolved_at", "artifacts", "waited_ms");
      case "coordination.dependency_resolved" ->
          dependency(event).status("resolved").at("resolved_at").keep("artifacts", "waited_ms");
      default -> {}
    }
  }

  private void assigned(Told event) {
    tasks
        .of(event)
        .status("assigned")
        .at("assigned_at")
        .count("times_assigned")
        .keep("title", "instruction", "assigned_to", "assigned_by", "phase", "intent_id")
        .keep("contract_id", "dependency_ids", "priority", "due_at", "attempt")
        .drop("ended_at", "error", "reason", "retryable", "summary", "artifacts", "duration_ms")
        .drop("progressed_at", "percent", "steps_done", "steps_total", "progress");
  }

  /** A dependency is a pair: the same task may wait for several. */
  private Draft dependency(Told event) {
    String task = event.text("task_id");
    String dependency = event.text("dependency_id");
    return dependencies
        .of(event, task == null || dependency == null ? null : task + " on " + dependency)
        .keep("task_id", "dependency_id");
  }

  @Override
  public List<Ledger> ledgers() {
    return List.of(tasks, dependencies);
  }
}
