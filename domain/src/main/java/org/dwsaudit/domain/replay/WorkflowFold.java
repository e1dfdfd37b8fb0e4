package org.dwsaudit.domain.replay;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** The workflow's way: phases, gates, checkpoints, where it was resumed and how it ended. */
final class WorkflowFold implements Fold {

  private final SequencedSet<String> active = new LinkedHashSet<>();
  private final int activeMax;
  private final Ledger phases;
  private final Ledger gates;
  private final Ledger checkpoints;
  private final Ledger resumptions;
  private final Ledger endings;

  WorkflowFold(Bounds bounds) {
    activeMax = bounds.itemsMax();
    phases = new Ledger("phases", "phase", bounds);
    gates = new Ledger("gates", "gate_id", bounds);
    checkpoints = new Ledger("checkpoints", "checkpoint_id", bounds);
    resumptions = new Ledger("resumptions", "resumption", bounds);
    endings = new Ledger("endings", "ending", bounds);
  }

  /** The phase entered last of those not exited; null where there is none. */
  @Nullable String currentPhase() {
    return active.isEmpty() ? null : active.getLast();
  }

  @Override
  public void fold(Told event) {
    switch (event.type()) {
      case "workflow.phase_entered" -> entered(event);
      case "workflow.phase_exited" -> exited(event);
      case "workflow.gate_passed" -> gate(event).status("passed").count("times_passed");
      case "workflow.gate_failed" -> gate(event).status("failed").count("times_failed");
      case "workflow.checkpoint_created" ->
          checkpoints
              .of(event)
              .at("created_at")
              .keep("phase", "uri", "hash", "size_bytes", "open_task_ids", "reason");
      case "workflow.resumed" -> resumed(event);
      case "workflow.completed" -> {
        active.clear();
        end(event, "completed");
      }
      case "workflow.cancelled" -> end(event, "cancelled");
      default -> {}
    }
  }

  private void entered(Told event) {
    String phase = phase(event);
    enter(phase);
    phases
        .of(event, phase)
        .status("active")
        .at("entered_at")
        .count("times_entered")
        .keep("attempt", "previous_phase", "worker_ids")
        .drop("exited_at", "exit_status", "next_phase", "duration_ms");
  }

  private void exited(Told event) {
    String phase = phase(event);
    active.remove(phase);
    phases
        .of(event, phase)
        .status("exited")
        .at("exited_at")
        .keepAs("status", "exit_status")
        .keep("next_phase", "gate_id", "duration_ms", "cost_usd");
  }

  private void resumed(Told event) {
    String phase = event.text("phase");
    if (phase != null) {
      enter(phase);
    }
    resumptions
        .next(event)
        .at("resumed_at")
        .keep("checkpoint_id", "checkpoint_sequence_number", "phase", "actor", "reason")
        .keep("open_task_ids", "waited_ms");
  }

  private void enter(@Nullable String phase) {
    if (phase != null) {
      active.remove(phase);
      active.addLast(phase);
      if (active.size() > activeMax) {
        active.removeFirst();
      }
    }
  }

  /** The phase that the payload names; where it is withheld, the one that the event names. */
  private static @Nullable String phase(Told event) {
    String phase = event.text("phase");
    return phase == null ? event.event().phaseId() : phase;
  }

  private Draft gate(Told event) {
    return gates
        .of(event)
        .at("decided_at")
        .drop("verification_id", "verdict", "finding_ids", "conditions", "reason", "score")
        .drop("threshold", "attempt", "attempts_max", "fallback")
        .keep("phase", "placement", "verification_id", "verdict", "finding_ids", "conditions")
        .keep("reason", "score", "threshold", "attempt", "attempts_max", "fallback");
  }

  private void end(Told event, String status) {
    endings
        .next(event)
        .status(status)
        .at("ended_at")
        .keep("success", "outcome_id", "summary", "phases_completed", "reason", "actor", "phase")
        .keep(
            "open_task_ids",
            "checkpoint_id",
            "duration_ms",
            "cost_usd",
            "tokens_input",
            "tokens_output");
  }

  @Override
  public List<Ledger> ledgers() {
    return List.of(phases, gates, checkpoints, resumptions, endings);
  }
}
