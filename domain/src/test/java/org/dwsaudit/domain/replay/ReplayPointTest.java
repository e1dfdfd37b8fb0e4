package org.dwsaudit.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayPointTest {

  @Test
  void readsWhatItPromises() {
    assertThat(ReplayPoint.parse("")).isEqualTo(ReplayPoint.END);
    assertThat(ReplayPoint.parse("0")).isEqualTo(new ReplayPoint.AtSequence(0));
    assertThat(ReplayPoint.parse("0039")).isEqualTo(new ReplayPoint.AtSequence(39));
    assertThat(ReplayPoint.parse("2026-04-01T09:30:00.5Z"))
        .isEqualTo(new ReplayPoint.AtTime(Instant.parse("2026-04-01T09:30:00.5Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "-1",
        "+1",
        "1.5",
        "end",
        "٣",
        "9223372036854775808",
        "2026-04-01",
        "2026-04-01T09:30:00",
        "2026-04-01T09:30:00+02:00"
      })
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> ReplayPoint.parse(text))
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void aTimeTakesEventsByTheirOwnTimestampsAlone() {
    Instant begin = ReplayedEvents.BEGIN;
    ReplayedEvents events =
        new ReplayedEvents()
            .add(1, begin, "workflow.phase_entered", "{'phase':'a'}")
            .add(2, begin.plusSeconds(9), "workflow.cancelled", "{}")
            .add(3, begin.plusSeconds(5), "workflow.phase_entered", "{'phase':'b'}");

    SessionState state = events.state(new ReplayPoint.AtTime(begin.plusSeconds(5)));

    assertThat(state.asOf().sequenceNumber()).isEqualTo(3);
    assertThat(state.standing().status()).isEqualTo(Standing.Status.RUNNING);
    assertThat(state.currentPhase()).isEqualTo("b");
    assertThat(state.counts().events()).isEqualTo(2);
    assertThat(state.complete()).isTrue();
  }
}
