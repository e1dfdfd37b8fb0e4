package org.dwsaudit.domain.replay;

import java.util.Locale;

/**
 * How a session stands: what the last of its deciding events says. {@code workflow.phase_entered}
 * and {@code workflow.resumed} make it running, {@code workflow.completed} completed, or failed
 * where the payload's {@code success} is false, {@code workflow.cancelled} cancelled, {@code
 * lifecycle.worker_failed} failed, {@code lifecycle.worker_escalated} escalated. A session without
 * one is running.
 *
 * @param since the deciding event's sequence number; 0 where there is none
 * @param successWithheld whether the reader may not see if the workflow was completed with success:
 *     it is shown as completed then, and may have failed
 */
public record Standing(Status status, long since, boolean successWithheld) {

  static final Standing BEGUN = new Standing(Status.RUNNING, 0, false);

  /** How a session can stand. */
  public enum Status {
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED,
    ESCALATED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The lower-case name used in JSON. */
    public String label() {
      return label;
    }
  }

  Standing after(Told event) {
    return switch (event.type()) {
      case "workflow.phase_entered", "workflow.resumed" -> by(event, Status.RUNNING);
      case "workflow.completed" ->
          new Standing(
              event.isFalse("success") ? Status.FAILED : Status.COMPLETED,
              event.number(),
              event.isWithheld("success"));
      case "workflow.cancelled" -> by(event, Status.CANCELLED);
      case "lifecycle.worker_failed" -> by(event, Status.FAILED);
      case "lifecycle.worker_escalated" -> by(event, Status.ESCALATED);
      default -> this;
    };
  }

  private static Standing by(Told event, Status status) {
    return new Standing(status, event.number(), false);
  }
}
