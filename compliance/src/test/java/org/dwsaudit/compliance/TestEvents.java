package org.dwsaudit.compliance;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.schema.administration.AdministrativeFact;
import org.dwsaudit.schema.administration.FactJson;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.jspecify.annotations.Nullable;

/** Events as tests need them. */
public final class TestEvents {

  public static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");
  public static final String MANDATORY_TYPE = "workflow.phase_entered";
  public static final String OPTIONAL_TYPE = "skill.invoked";

  private static final String BASE_VERSION = "7362a1708d720a4d697d042f21fd8637ea144c3b";

  private TestEvents() {}

  public static SessionId session() {
    return new SessionId(UUID.randomUUID());
  }

  /** An event with content and levels. */
  public static RecordedEvent recorded(
      String type,
      Classification level,
      @Nullable String context,
      String payload,
      Map<String, Classification> parts) {
    AuditEvent event =
        new AuditEvent(
            new EventId(UUID.randomUUID()),
            type,
            TIME,
            session(),
            "workflow",
            null,
            "worker",
            null,
            BASE_VERSION,
            context == null ? null : JsonDocument.ofText(context),
            JsonDocument.ofText(payload),
            level,
            parts);
    return stored(event, TIME);
  }

  /** An event that happened when it was recorded. */
  public static RecordedEvent at(SessionId session, String type, Instant time) {
    return at(session, type, time, time);
  }

  public static RecordedEvent at(
      SessionId session, String type, Instant timestamp, Instant recordedAt) {
    return of(session, type, "workflow", "worker", timestamp, recordedAt);
  }

  public static RecordedEvent of(
      SessionId session,
      String type,
      String workflow,
      @Nullable String worker,
      Instant timestamp,
      Instant recordedAt) {
    AuditEvent event =
        new AuditEvent(
            new EventId(UUID.randomUUID()),
            type,
            timestamp,
            session,
            workflow,
            null,
            worker,
            null,
            BASE_VERSION,
            null,
            JsonDocument.ofText("{}"),
            Classification.INTERNAL,
            Map.of());
    return stored(event, recordedAt);
  }

  /** A fact of the store's own, recorded now. */
  public static RecordedEvent fact(TenantId tenant, AdministrativeFact fact) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    AuditEvent event = FactJson.toEvent(fact, new EventId(UUID.randomUUID()), now);
    return new RecordedEvent(tenant, event, 1, new Position(1), now);
  }

  private static RecordedEvent stored(AuditEvent event, Instant recordedAt) {
    return new RecordedEvent(TenantId.DEFAULT, event, 1, new Position(1), recordedAt);
  }
}
