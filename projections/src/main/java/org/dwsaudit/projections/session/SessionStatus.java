package org.dwsaudit.projections.session;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How a session stands. The deciding event with the highest sequence number says it:
 *
 * <table>
 * <caption>Deciding events</caption>
 * <tr><td>{@code workflow.phase_entered}, {@code workflow.resumed}</td><td>running</td></tr>
 * <tr><td>{@code workflow.completed}</td><td>failed if the payload's {@code success} is false,
 * else completed</td></tr>
 * <tr><td>{@code workflow.cancelled}</td><td>cancelled</td></tr>
 * <tr><td>{@code lifecycle.worker_failed}</td><td>failed</td></tr>
 * <tr><td>{@code lifecycle.worker_escalated}</td><td>escalated</td></tr>
 * </table>
 *
 * <p>No other event decides. A session without a deciding event is running; so is one whose
 * deciding events have expired, which {@link SessionSummary#expired()} shows.
 */
public enum SessionStatus {
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

  public static Optional<SessionStatus> ofLabel(String label) {
    return Arrays.stream(values()).filter(status -> status.label.equals(label)).findFirst();
  }
}
