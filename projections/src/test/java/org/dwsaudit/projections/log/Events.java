package org.dwsaudit.projections.log;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.SessionId;

/** Events for tests, each a little different from a plain one. */
public final class Events {

  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");
  public static final String COMMIT = "7362a1708d720a4d697d042f21fd8637ea144c3b";

  private Events() {}

  public static SessionId session(int number) {
    return new SessionId(new UUID(0x5e55_0000_0000_4000L, 0x8000_0000_0000_0000L | number));
  }

  public static AuditEvent plain(SessionId session, String type) {
    return event(session, type, NOON, "worker-1", "workflow-1", null, "{}");
  }

  public static AuditEvent withPayload(SessionId session, String type, String payload) {
    return event(session, type, NOON, "worker-1", "workflow-1", null, payload);
  }

  public static AuditEvent at(SessionId session, Instant timestamp) {
    return event(session, "skill.invoked", timestamp, "worker-1", "workflow-1", null, "{}");
  }

  public static AuditEvent by(SessionId session, String worker, String workflow) {
    return event(session, "skill.invoked", NOON, worker, workflow, null, "{}");
  }

  public static AuditEvent event(
      SessionId session,
      String type,
      Instant timestamp,
      String worker,
      String workflow,
      String correlation,
      String payload) {
    return new AuditEvent(
        new EventId(UUID.randomUUID()),
        type,
        timestamp,
        session,
        workflow,
        null,
        worker,
        correlation,
        COMMIT,
        null,
        JsonDocument.ofText(payload),
        Classification.INTERNAL,
        Map.of());
  }

  /** An event that has all a DWS event can have. */
  public static AuditEvent full(SessionId session) {
    return new AuditEvent(
        new EventId(UUID.randomUUID()),
        "knowledge.entry_created",
        NOON,
        session,
        "workflow-1",
        "phase-1",
        "worker-1",
        "chain-1",
        COMMIT,
        JsonDocument.ofText("{\"z\":[1,2.50],\"a\":\"é\\n\"}"),
        JsonDocument.ofText("{\"entry_id\":\"k-1\",\"text\":\"a, \\\"b\\\"\"}"),
        Classification.CONFIDENTIAL,
        Map.of(
            "/payload/text", Classification.RESTRICTED, "/context/a", Classification.CONFIDENTIAL));
  }
}
