package org.dwsaudit.domain.replay;

import java.util.List;

/** The workers that took part, by the worker id of the events about them. */
final class WorkerFold implements Fold {

  private final Ledger workers;

  WorkerFold(Bounds bounds) {
    workers = new Ledger("workers", "worker_id", bounds);
  }

  @Override
  public void fold(Told event) {
    switch (event.type()) {
      case "lifecycle.worker_started" ->
          worker(event)
              .status("running")
              .at("started_at")
              .count("times_started")
              .keep("worker_name", "worker_version", "model", "role", "skills", "tools", "trial")
              .keep("checkpoint_id")
              .drop("ended_at", "error", "reason", "retryable");
      case "lifecycle.worker_completed" ->
          worker(event)
              .status("completed")
              .at("ended_at")
              .keep("reward", "summary", "tasks_completed", "duration_ms");
      case "lifecycle.worker_failed" ->
          worker(event)
              .status("failed")
              .at("ended_at")
              .keep("error", "reason", "task_id", "retryable", "attempt", "reward")
              .keep("checkpoint_id", "duration_ms");
      case "lifecycle.worker_escalated" ->
          worker(event)
              .status("escalated")
              .at("escalated_at")
              .keep("escalation_id", "escalated_to", "reason", "severity", "task_id", "blocking");
      case "lifecycle.worker_capacity_changed" ->
          worker(event)
              .at("capacity_changed_at")
              .keep("capacity", "previous_capacity", "unit")
              .keepAs("reason", "capacity_reason");
      default -> {}
    }
  }

  private Draft worker(Told event) {
    return workers.of(event, event.event().workerId());
  }

  @Override
  public List<Ledger> ledgers() {
    return List.of(workers);
  }
}
