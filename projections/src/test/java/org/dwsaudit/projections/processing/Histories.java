package org.dwsaudit.projections.processing;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.RedactionMarker;

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

  /** What those with the clearance internal see of an event of these histories. */
  static RecordedEvent shown(RecordedEvent recorded) {
    AuditEvent event = recorded.event();
    ObjectNode payload = event.payload().tree().deepCopy();
    if (event.dataClassification().isAbove(Classification.INTERNAL)) {
      payload = RedactionMarker.of(event.dataClassification());
    } else if (event.fieldClassifications().containsKey("/payload/tool")) {
      payload.set("tool", RedactionMarker.of(Classification.RESTRICTED));
    }
    return recorded.withEvent(event.withContent(event.context(), JsonDocument.of(payload)));
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
