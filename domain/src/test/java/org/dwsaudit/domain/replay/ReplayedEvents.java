package org.dwsaudit.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.jspecify.annotations.Nullable;

/** Events to replay: of the sessions that ship with the product, and made up ones. */
final class ReplayedEvents {

  static final SessionId SESSION = new SessionId(new UUID(7, 7));
  static final Instant BEGIN = Instant.parse("2026-04-01T09:00:00Z");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<RecordedEvent> events = new ArrayList<>();

  /** The demonstration's sessions, which have every type of the specification. */
  static Map<SessionId, List<RecordedEvent>> demo() {
    return sessions(
        Path.of("..", "app", "src", "main", "resources", "org/dwsaudit/app/demo/sessions.ndjson"));
  }

  /** Sessions of a file of events, numbered as they come. */
  static Map<SessionId, List<RecordedEvent>> sessions(Path file) {
    Map<SessionId, List<RecordedEvent>> sessions = new LinkedHashMap<>();
    try {
      long position = 0;
      for (String line : Files.readAllLines(file)) {
        AuditEvent event = event((ObjectNode) JSON.readTree(line));
        List<RecordedEvent> session =
            sessions.computeIfAbsent(event.sessionId(), id -> new ArrayList<>());
        session.add(recorded(event, session.size() + 1, ++position));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(sessions).isNotEmpty();
    return sessions;
  }

  private static AuditEvent event(ObjectNode json) {
    return new AuditEvent(
        new EventId(UUID.fromString(json.get("event_id").asText())),
        json.get("event_type").asText(),
        Instant.parse(json.get("timestamp").asText()),
        new SessionId(UUID.fromString(json.get("session_id").asText())),
        json.get("workflow_id").asText(),
        text(json.get("phase_id")),
        text(json.get("worker_id")),
        text(json.get("correlation_id")),
        json.get("base_version").asText(),
        null,
        JsonDocument.of((ObjectNode) json.get("payload")),
        Classification.INTERNAL,
        Map.of());
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node == null ? null : node.asText();
  }

  private static RecordedEvent recorded(AuditEvent event, long number, long position) {
    return new RecordedEvent(
        TenantId.DEFAULT, event, number, new Position(position), BEGIN.plusSeconds(position));
  }

  /** Adds the session's next event, a second after the one before it; quotes may be single. */
  ReplayedEvents add(String type, String payload) {
    long number = events.isEmpty() ? 1 : events.getLast().sequenceNumber() + 1;
    return add(number, BEGIN.plusSeconds(number), type, payload);
  }

  ReplayedEvents add(long number, Instant at, String type, String payload) {
    events.add(recorded(made(SESSION, at, type, payload), number, 100 + number));
    return this;
  }

  static AuditEvent made(SessionId session, Instant at, String type, String payload) {
    try {
      ObjectNode tree = (ObjectNode) JSON.readTree(payload.replace('\'', '"'));
      return new AuditEvent(
          new EventId(UUID.randomUUID()),
          type,
          at,
          session,
          "review",
          "drafting",
          "writer",
          "chain-1",
          "7362a1708d720a4d697d042f21fd8637ea144c3b",
          null,
          JsonDocument.of(tree),
          Classification.INTERNAL,
          Map.of());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  List<RecordedEvent> list() {
    return List.copyOf(events);
  }

  SessionState state() {
    return state(ReplayPoint.END);
  }

  SessionState state(ReplayPoint at) {
    return state(events, at);
  }

  static SessionState state(List<RecordedEvent> events, ReplayPoint at) {
    return fold(events, at, Bounds.DEFAULT).state(last(events));
  }

  static StateFold fold(List<RecordedEvent> events, ReplayPoint at, Bounds bounds) {
    StateFold fold =
        new StateFold(
            events.isEmpty() ? SESSION : events.getFirst().event().sessionId(), at, bounds);
    events.forEach(fold::fold);
    return fold;
  }

  static long last(List<RecordedEvent> events) {
    return events.isEmpty() ? 0 : events.getLast().sequenceNumber();
  }
}
