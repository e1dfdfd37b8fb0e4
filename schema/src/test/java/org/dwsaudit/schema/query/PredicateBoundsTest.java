package org.dwsaudit.schema.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.schema.administration.HoldScope;
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

/** Neither a predicate nor an event can make an evaluation cost what it likes. */
class PredicateBoundsTest {

  private static final String NUMBERS = "[" + "1,".repeat(999) + "1]";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          payload.t.matches(payload.r)                       | line 1, column 18
          true && payload.t.matches('a' + worker_id)         | line 1, column 26
          payload.t.matches('(')                             | not a regular expression
          payload.t.matches('((a{1000}){1000}){1000}')       | repetitions written out
          payload.t.matches('((((a{9}){9}){9}){9}){9}')      | repetitions written out
          payload.t.matches('a{600}b{600}c{600}d{600}')      | repetitions written out
          payload.t.matches('[a-z]{150}[0-9]{150}')          | steps (expected: at most 200)
          payload.t.contains(payload.n)                      | line 1, column 19
          timestamp > timestamp('yesterday')                 | line 1, column 23
          timestamp - timestamp > duration('a while')        | line 1, column 34
          """)
  void whatAnEventCouldMakeCostlyIsRefused(String text, String told) {
    assertThatThrownBy(() -> Predicate.of(text))
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY))
        .hasMessageContaining(told)
        .hasMessageContaining("(expected: ");
  }

  @Test
  void longPatternsAreRefused() {
    assertThatThrownBy(() -> Predicate.of("payload.t.matches('" + "(".repeat(300) + "')"))
        .hasMessageContaining("300 characters");
    assertThatThrownBy(() -> Predicate.of("payload.t.contains('" + "a".repeat(257) + "')"))
        .hasMessageContaining("at most 256 characters");
  }

  @Test
  void whatIsRefusedIsToldInOneBoundedLineOfVisibleText() {
    assertThatThrownBy(() -> Predicate.of("\u0001\u001B[2J" + "x".repeat(4_000) + "\n\u2028"))
        .satisfies(
            e -> assertThat(e.getMessage()).hasSizeLessThan(400).doesNotMatch("(?s).*\\p{Cc}.*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "payload.t.matches('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') || true",
        "payload.t.matches('(\\\\d{1,3}\\\\.){3}\\\\d{1,3}') || true",
        "payload.t.contains('a{1000}') || true"
      })
  void whatPeopleWriteIsNot(String text) {
    assertThat(Predicate.of(text).decide(event("{}"), new Effort())).isEqualTo(Verdict.HOLDS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "payload.i.all(x, payload.i.all(y, x == y))",
        "payload.i.all(x, payload.i == payload.i)",
        "payload.i.all(x, !(2 in payload.i))",
        "payload.i.all(x, !payload.t.matches('(a|b)*c'))",
        "payload.i.all(x, !payload.t.contains('c'))",
        "payload.i.all(x, (payload.t + payload.t).size() > x)",
        "[payload.i].all(i, i.all(x, i.all(y, [x] == [y])))",
        "payload.missing == 1 || payload.i.all(x, payload.i.all(y, x == y))"
      })
  void whatCostsTooMuchIsLeftUndecided(String text) {
    Effort effort = new Effort();
    AuditEvent event = event("{\"i\":%s,\"t\":\"%s\"}".formatted(NUMBERS, "a".repeat(10_000)));
    assertThat(Predicate.of(text).decide(event, effort)).isEqualTo(Verdict.UNDECIDED);
    assertThat(Predicate.of(text).holds(event)).isFalse();
    assertThat(effort.steps()).isBetween((long) PredicateLanguage.ITERATIONS_MAX, 3_000_000L);
  }

  @Test
  void theLargerAnEventTheMoreMayBeAskedOfIt() {
    Predicate predicate = Predicate.of("payload.i.exists(x, x.n == 'last' && x.t.matches('^b'))");
    String items = "{\"n\":\"n\",\"t\":\"some text to look at\"},".repeat(9_000);
    AuditEvent large = event("{\"i\":[" + items + "{\"n\":\"last\",\"t\":\"b\"}]}");
    assertThat(predicate.decide(large, new Effort())).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void contentThatCannotBeReadIsLeftUndecided() {
    assertThat(Predicate.of("payload.a == 1").decide(event("{\"a\":"), new Effort()))
        .isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void aHoldKeepsWhatIsLeftUndecided() {
    HoldScope scope =
        new HoldScope.OfQuery(
            EventFilter.ALL.with(
                List.of(), List.of(), Predicate.of("payload.i.exists(x, payload.i == [x])")));
    assertThat(scope.covers(event("{\"i\":" + NUMBERS + "}"))).isTrue();
    assertThat(scope.covers(event("{\"i\":[1,2]}"))).isFalse();
    assertThat(scope.covers(event("{\"a\":1}"))).isFalse();
  }

  private static AuditEvent event(String payload) {
    return new AuditEvent(
        new EventId(UUID.fromString("10000000-0000-4000-8000-000000000001")),
        "skill.tool_called",
        Instant.parse("2026-03-01T12:00:00Z"),
        new SessionId(UUID.fromString("20000000-0000-4000-8000-000000000002")),
        "booking",
        null,
        null,
        null,
        "0123456789abcdef",
        null,
        JsonDocument.ofText(payload),
        Classification.INTERNAL,
        Map.of());
  }
}
