package org.dwsaudit.projections.view;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.dwsaudit.schema.event.AuditEvent;
import org.jspecify.annotations.Nullable;

/** Something that waits for somebody; a row of {@link OpenItemsView}. */
record OpenItem(
    boolean shown,
    String workflowId,
    @Nullable String workerId,
    Instant openedAt,
    @Nullable Instant dueAt,
    long quorum,
    long agreed) {

  private static final Set<String> ENDING = Set.of("rejected", "changes_requested");
  private static final int QUORUM_MAX = 1_000_000;

  /** Which item an event is about. */
  record Reference(String kind, String member) {}

  static @Nullable Reference reference(String eventType) {
    return switch (eventType) {
      case "approval.requested", "approval.delegated", "approval.decided", "approval.timed_out" ->
          new Reference("approval", "approval_id");
      case "coordination.escalation_triggered",
          "lifecycle.worker_escalated",
          "outcome.escalated",
          "coordination.escalation_resolved" ->
          new Reference("escalation", "escalation_id");
      case "interaction.question_asked", "interaction.question_answered" ->
          new Reference("question", "question_id");
      default -> null;
    };
  }

  /**
   * What the event makes of the item.
   *
   * @param before null if it is not open
   * @return null if it is not open any more
   */
  static @Nullable OpenItem after(@Nullable OpenItem before, Said said, String idMember) {
    return switch (said.event().eventType()) {
      case "approval.decided" -> decided(before, said);
      case "approval.delegated" -> before == null ? opened(said, idMember) : before;
      case "approval.timed_out",
          "coordination.escalation_resolved",
          "interaction.question_answered" ->
          null;
      default -> opened(said, idMember);
    };
  }

  private static OpenItem opened(Said said, String idMember) {
    AuditEvent event = said.event();
    BigDecimal quorum = said.numberOrZero("quorum");
    Instant due = said.time("due_at");
    return new OpenItem(
        said.name(idMember) != null,
        event.workflowId(),
        event.workerId(),
        Upsert.stored(event.timestamp()),
        due == null ? null : Upsert.stored(due),
        Math.clamp(quorum.longValue(), 1, QUORUM_MAX),
        0);
  }

  private static @Nullable OpenItem decided(@Nullable OpenItem before, Said said) {
    String decision = said.key("decision");
    if (before == null
        || (decision != null && ENDING.contains(decision))
        || before.agreed + 1 >= before.quorum) {
      return null;
    }
    return new OpenItem(
        before.shown,
        before.workflowId,
        before.workerId,
        before.openedAt,
        before.dueAt,
        before.quorum,
        before.agreed + 1);
  }
}
