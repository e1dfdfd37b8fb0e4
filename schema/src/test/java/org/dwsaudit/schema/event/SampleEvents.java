package org.dwsaudit.schema.event;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** One event that has all an event can have, and its record. */
public final class SampleEvents {

  public static final AuditEvent FULL =
      new AuditEvent(
          new EventId(UUID.fromString("607c4bcd-74bb-4799-97f4-c830013e067c")),
          "knowledge.entry_created",
          Instant.parse("2026-03-01T12:00:00.123456789Z"),
          new SessionId(UUID.fromString("5e6836e4-fb8c-42fc-9b02-17bc0c15d297")),
          "refund flow",
          "triage",
          "agent/7",
          "chain-1",
          "7362a1708d720a4d697d042f21fd8637ea144c3b",
          JsonDocument.ofText("{\"z\":[1,2.5],\"a\":\"é\\n\"}"),
          JsonDocument.ofText("{\"entry_id\":\"k-1\",\"text\":\"a, \\\"b\\\"\"}"),
          Classification.CONFIDENTIAL,
          Map.of(
              "/payload/text",
              Classification.RESTRICTED,
              "/context/a",
              Classification.CONFIDENTIAL));

  public static final RecordedEvent RECORDED =
      new RecordedEvent(
          TenantId.DEFAULT, FULL, 3, new Position(7), Instant.parse("2026-03-01T12:00:01Z"));

  private SampleEvents() {}
}
