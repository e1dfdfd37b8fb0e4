package org.dwsaudit.domain.replay;

import java.util.List;

/** What passed between workers and people. */
final class InteractionFold implements Fold {

  private final Ledger checkIns;
  private final Ledger questions;
  private final Ledger feedback;
  private final Ledger handoffs;

  InteractionFold(Bounds bounds) {
    checkIns = new Ledger("check_ins", "check_in", bounds);
    questions = new Ledger("questions", "question_id", bounds);
    feedback = new Ledger("feedback", "feedback", bounds);
    handoffs = new Ledger("handoffs", "handoff_id", bounds);
  }

  @Override
  public void fold(Told event) {
    switch (event.type()) {
      case "interaction.check_in" ->
          by(checkIns.next(event), event)
              .at("checked_in_at")
              .keep("text", "status", "task_id", "percent", "blocked_on", "channel")
              .keep("next_check_in_at");
      case "interaction.question_asked" ->
          by(questions.of(event), event)
              .status(event.text("question_id") == null ? "unlinked" : "open")
              .at("asked_at")
              .keepAs("text", "question")
              .keep("asked_to", "options", "channel", "task_id", "blocking", "due_at");
      case "interaction.question_answered" -> answered(event);
      case "interaction.feedback_received" ->
          by(feedback.next(event), event)
              .at("received_at")
              .keep("text", "rating", "actor", "channel", "task_id", "outcome_id")
              .keep("finding_id", "entry_id");
      case "interaction.handoff_initiated" ->
          handoff(event, "initiated")
              .at("initiated_at")
              .keep("summary", "question_ids", "uri", "priority", "due_at", "reason");
      case "interaction.handoff_completed" ->
          handoff(event, "completed").at("ended_at").keep("waited_ms");
      case "interaction.handoff_failed" ->
          handoff(event, "failed")
              .at("ended_at")
              .keep("error", "attempt", "fallback")
              .keepAs("reason", "failure_reason");
      default -> {}
    }
  }

  private static Draft by(Draft draft, Told event) {
    String worker = event.event().workerId();
    return worker == null ? draft : draft.set("worker_id", worker);
  }

  private void answered(Told event) {
    Draft question =
        questions
            .of(event)
            .status(event.text("question_id") == null ? "unlinked" : "answered")
            .at("answered_at")
            .count("times_answered")
            .keepAs("text", "answer")
            .keepAs("channel", "answer_channel")
            .keep("option", "actor", "user_id", "waited_ms");
    String worker = event.event().workerId();
    if (worker != null) {
      question.set("answered_by", worker);
    }
  }

  private Draft handoff(Told event, String status) {
    return handoffs.of(event).status(status).keep("handed_from", "handed_to", "task_id");
  }

  @Override
  public List<Ledger> ledgers() {
    return List.of(checkIns, questions, feedback, handoffs);
  }
}
