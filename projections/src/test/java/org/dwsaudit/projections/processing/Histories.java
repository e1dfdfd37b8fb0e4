package org.dwsaudit.projections.processing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.dwsaudit.projections.log.Events;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.JsonDocument;

/** Random histories of sessions that do everything that a view looks at. */
final class Histories {

  private static final List<String> TYPES =
      List.of(
          "workflow.phase_entered",
          "workflow.completed",
          "workflow.cancelled",
          "workflow.gate_passed",
          "workflow.cost_threshold_reached",
          "lifecycle.worker_failed",
          "lifecycle.worker_escalated",
          "coordination.escalation_triggered",
          "coordination.escalation_resolved",
          "coordination.task_completed",
          "interaction.question_asked",
          "interaction.question_answered",
          "approval.requested",
          "approval.decided",
          "approval.delegated",
          "approval.timed_out",
          "verification.started",
          "verification.verdict_rendered",
          "outcome.verification_failed",
          "skill.tool_called",
          "skill.tool_returned");
  private static final List<String> DECISIONS =
      List.of("approved", "rejected", "changes_requested", "abstained");

  private final Random random;

  Histories(long seed) {
    this.random = new Random(seed);
  }

  List<AuditEvent> events(int count) {
    List<AuditEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(event());
    }
    return events;
  }

  private AuditEvent event() {
    boolean sensitive = random.nextInt(8) == 0;
    return new AuditEvent(
        new EventId(new UUID(random.nextLong(), random.nextLong())),
        TYPES.get(random.nextInt(TYPES.size())),
        Instant.parse("2026-03-01T00:00:00.123456789Z").plusSeconds(random.nextInt(500_000)),
        Events.session(random.nextInt(12)),
        "workflow-" + random.nextInt(3),
        "phase-" + random.nextInt(3),
        random.nextInt(5) == 0 ? null : "worker \"" + random.nextInt(4) + "\\,{é",
        null,
        Events.COMMIT,
        null,
        JsonDocument.ofText(payload()),
        sensitive ? Classification.CONFIDENTIAL : Classification.INTERNAL,
        random.nextInt(10) == 0 ? Map.of("/payload/tool", Classification.RESTRICTED) : Map.of());
  }

  private String payload() {
    int id = random.nextInt(3);
    return """
    {"approval_id":"a%d","escalation_id":"e%d","question_id":"q%d","quorum":%d,"decision":"%s",\
    "verdict":"%s","phase":"p%d","success":%s,"tool":"t%d","duration_ms":%d,"is_error":%s,\
    "cost_usd":0.%d,"tokens_input":%d,"due_at":"2026-03-09T00:00:00Z","summary":"not for views"}\
    """
        .formatted(
            id,
            id,
            id,
            random.nextInt(3),
            DECISIONS.get(random.nextInt(DECISIONS.size())),
            random.nextBoolean() ? "pass" : "fail",
            id,
            random.nextBoolean(),
            id,
            random.nextInt(5_000),
            random.nextBoolean(),
            random.nextInt(1_000),
            random.nextInt(100));
  }
}
