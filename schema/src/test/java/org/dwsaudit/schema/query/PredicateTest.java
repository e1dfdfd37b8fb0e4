package org.dwsaudit.schema.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.SessionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredicateTest {

  private static final AuditEvent EVENT =
      new AuditEvent(
          new EventId(UUID.fromString("10000000-0000-4000-8000-000000000001")),
          "skill.tool_called",
          Instant.parse("2026-03-01T12:00:00.000000001Z"),
          new SessionId(UUID.fromString("20000000-0000-4000-8000-000000000002")),
          "booking",
          null,
          "agent-7",
          null,
          "0123456789abcdef",
          null,
          JsonDocument.ofText(
              """
              {"tool":"search","cost":2.5,"tries":3,"big":9223372036854775808,"ok":true,\
              "tags":["red","blue"],"nested":{"a":[{"b":1}]},"none":null}
              """),
          Classification.CONFIDENTIAL,
          Map.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "payload.cost > 2",
        "payload.cost == 2.5 && payload.tries == 3",
        "payload.tries == 3.0",
        "payload.tries + 1 == 4",
        "payload.big > 9.2e18",
        "payload.ok",
        "payload.none == null",
        "payload.tool in ['search', 'book']",
        "payload.tool.matches('^se.*h$')",
        "payload.tags.exists(tag, tag == 'blue')",
        "payload.tags.all(tag, size(tag) >= 3)",
        "payload.tags.exists_one(tag, tag == 'red')",
        "'red' in payload.tags",
        "payload.nested.a[0].b == 1",
        "has(payload.tool) && !has(payload.missing)",
        "!has(context.anything)",
        "phase_id == '' && correlation_id == ''",
        "worker_id == 'agent-7' && workflow_id.startsWith('book')",
        "event_type.endsWith('.tool_called')",
        "event_id == '10000000-0000-4000-8000-000000000001'",
        "data_classification == 'confidential'",
        "timestamp > timestamp('2026-03-01T12:00:00Z')",
        "timestamp - timestamp('2026-03-01T11:00:00Z') > duration('59m')",
        "timestamp.getHours() == 12",
        "payload.missing == 1 || payload.ok"
      })
  void holds(String text) {
    assertThat(Predicate.of(text).holds(EVENT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "payload.cost > 3",
        "payload.missing == 1",
        "!(payload.missing == 1)",
        "payload.tool > 1",
        "payload.tags[5] == 'x'",
        "payload.tries / 0 == 1",
        "payload.ok && payload.missing == 1"
      })
  void doesNotHoldOrCannotBeDecided(String text) {
    assertThat(Predicate.of(text).holds(EVENT)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          payload.cost >                | line 1, column 15
          worker == 'a'                 | line 1, column 1
          true && wrker_id == 'a'       | line 1, column 9
          worker_id + 1 == 'a'          | line 1, column 11
          payload.tags.map(t, t) == []  | line 1, column 17
          payload.tags.filter(t, true)  | line 1, column 20
          worker_id                     | expected type 'bool'
          """)
  void aMistakeIsToldWithItsPlace(String text, String told) {
    assertRefused(text, told);
  }

  @Test
  void thePlaceIsOfTheRightLine() {
    assertRefused("worker_id == 'a' &&\n  nobody == 'b'", "line 2, column 3");
  }

  @Test
  void whatMayCostTooMuchIsRefused() {
    assertRefused(" ", "1 characters");
    assertRefused("'" + "x".repeat(4_096) + "' == ''", "4104 characters");
    assertRefused("!".repeat(1) + "(".repeat(200) + "true" + ")".repeat(200), "(expected: ");
    assertRefused(repeated("payload.a", " + ", 10) + " == 1", "9 additions");
    assertRefused(repeated("payload.a.matches('x')", " || ", 5), "5 calls of matches");
    assertRefused(repeated("payload.a == 1", " || ", 200), "parts");
  }

  @Test
  void aLoopEndsAfterABoundedNumberOfRounds() {
    AuditEvent many =
        EVENT.withContent(null, JsonDocument.ofText("{\"a\":[" + repeated("1", ",", 1_000) + "]}"));
    assertThat(Predicate.of("payload.a.all(x, x == 1)").holds(many)).isTrue();
    assertThat(Predicate.of("payload.a.all(x, payload.a.all(y, y == x))").holds(many)).isFalse();
  }

  @Test
  void whatWasReadLatelyIsKept() {
    assertThat(Predicate.of("payload.n == -1")).isSameAs(Predicate.of("payload.n == -1"));
    for (int i = 0; i <= Predicate.KNOWN_MAX; i++) {
      Predicate.of("payload.n == " + i);
    }
    assertThat(Predicate.known()).isEqualTo(Predicate.KNOWN_MAX);
  }

  @Test
  void predicatesOfOneTextAreEqual() {
    assertThat(Predicate.of("payload.ok")).isEqualTo(Predicate.of("payload.ok"));
    assertThat(Predicate.of("payload.ok")).isNotEqualTo(Predicate.of("payload.ok "));
  }

  private static String repeated(String part, String between, int times) {
    return IntStream.range(0, times).mapToObj(_ -> part).collect(Collectors.joining(between));
  }

  private static void assertRefused(String text, String told) {
    assertThatThrownBy(() -> Predicate.of(text))
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY))
        .hasMessageStartingWith("where: ")
        .hasMessageContaining(told);
  }
}
