package org.dwsaudit.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.junit.jupiter.api.Test;

/** Whole sessions: those that ship with the product, and recorded ones where they are there. */
class RealSessionsTest {

  private static final Path AIRLINE =
      Path.of("..", "..", "shared", "data", "airline-sessions.ndjson");

  @Test
  void theDemonstrationEndsAsItsStoriesTell() {
    Map<String, Standing.Status> statuses = new TreeMap<>();
    for (List<RecordedEvent> events : ReplayedEvents.demo().values()) {
      SessionState state = ReplayedEvents.state(events, ReplayPoint.END);
      statuses.put(String.valueOf(state.workflowId()), state.standing().status());
      assertThat(state.complete()).isTrue();
      assertThat(state.lists()).allMatch(list -> list.omitted() == 0);
    }

    assertThat(statuses).hasSize(4).containsEntry("contract-review", Standing.Status.COMPLETED);
    assertThat(statuses.values()).contains(Standing.Status.CANCELLED);
  }

  @Test
  void theReviewIsToldInFull() {
    SessionState state =
        ReplayedEvents.state(ReplayedEvents.demo().values().iterator().next(), ReplayPoint.END);

    assertThat(state.currentIntent()).isEqualTo("intent-legal-4471");
    assertThat(state.list("approvals").items())
        .singleElement()
        .satisfies(
            approval -> {
              assertThat(approval.text("decision")).contains("approved_with_conditions");
              assertThat(approval.text("delegate")).contains("m.ferreira");
              assertThat(approval.member("open").orElseThrow().booleanValue()).isFalse();
            });
    assertThat(state.list("deliveries").find("delivery-a1").orElseThrow().text("status"))
        .contains("succeeded");
    assertThat(state.list("gates").find("memo-quality").orElseThrow().text("status"))
        .contains("passed");
    assertThat(state.list("tool_calls").items())
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.text("status")).contains("returned"));
  }

  @Test
  void recordedSessionsAccountForEachOfTheirEvents() {
    assumeTrue(Files.isRegularFile(AIRLINE), "recorded sessions are not here");
    Map<SessionId, List<RecordedEvent>> sessions = ReplayedEvents.sessions(AIRLINE);
    for (List<RecordedEvent> events : sessions.values()) {
      SessionState state = ReplayedEvents.state(events, ReplayPoint.END);
      Map<String, Long> counts = state.counts().byType();

      assertThat(state.list("questions").items().size())
          .isEqualTo(
              counts.getOrDefault("interaction.question_asked", 0L)
                  + counts.getOrDefault("interaction.question_answered", 0L));
      assertThat(state.list("verifications").items())
          .filteredOn(v -> v.text("verdict").isPresent())
          .hasSize(counts.get("verification.verdict_rendered").intValue());
      assertThat(state.list("tool_calls").items())
          .allSatisfy(call -> assertThat(call.text("status")).contains("returned"));
      ObjectNode json = SessionStateJson.tree(state);
      assertThat(json.get("status").asText()).isIn("completed", "failed");
      assertThat(json.has("current_phase")).isFalse();
    }
  }
}
