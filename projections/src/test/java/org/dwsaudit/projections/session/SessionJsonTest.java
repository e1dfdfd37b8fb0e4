package org.dwsaudit.projections.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dwsaudit.projections.log.Events;
import org.junit.jupiter.api.Test;

class SessionJsonTest {

  private static final Instant TIME = Instant.parse("2026-03-01T12:00:00.5Z");

  @Test
  void membersAreInSnakeCase() {
    SessionSummary session =
        new SessionSummary(
            Events.session(1),
            SessionStatus.ESCALATED,
            "workflow-1",
            List.of("a", "b"),
            3,
            5,
            2,
            Map.of("workflow", 1L, "skill", 2L),
            TIME,
            TIME,
            TIME,
            TIME);
    assertThat(SessionJson.tree(session))
        .hasToString(
            """
            {"session_id":"5e550000-0000-4000-8000-000000000001","status":"escalated",\
            "workflow_id":"workflow-1","workers":["a","b"],"events":3,"last_sequence":5,\
            "expired":2,"events_by_category":{"skill":2,"workflow":1},\
            "first_timestamp":"2026-03-01T12:00:00.500Z","last_timestamp":"2026-03-01T12:00:00.500Z",\
            "first_recorded_at":"2026-03-01T12:00:00.500Z",\
            "last_recorded_at":"2026-03-01T12:00:00.500Z"}\
            """);
  }

  @Test
  void whatIsNotThereIsLeftOut() {
    SessionSummary expired =
        new SessionSummary(
            Events.session(1),
            SessionStatus.RUNNING,
            null,
            List.of(),
            0,
            5,
            5,
            Map.of(),
            null,
            null,
            TIME,
            TIME);
    assertThat(SessionJson.tree(expired).propertyStream().map(Map.Entry::getKey))
        .doesNotContain("workflow_id", "first_timestamp", "last_timestamp")
        .contains("workers", "events_by_category", "first_recorded_at");
  }
}
