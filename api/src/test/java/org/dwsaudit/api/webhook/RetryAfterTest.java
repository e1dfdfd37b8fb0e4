package org.dwsaudit.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120|120",
        "0|0",
        "' 7 '|7",
        "Sun, 1 Mar 2026 12:01:30 GMT|90",
        "Sun, 1 Mar 2026 11:00:00 GMT|0"
      })
  void isSecondsOrADate(String value, long seconds) {
    assertThat(RetryAfter.parse(value, NOW)).hasValue(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "-1", "1e9", "99999999999", "soon", "Sun, 99 Mar 2026 12:00:00 GMT"})
  void anythingElseSaysNothing(String value) {
    assertThat(RetryAfter.parse(value, NOW)).isEmpty();
  }

  @Test
  void aVeryLongWaitIsReadAsItStands() {
    assertThat(RetryAfter.parse("999999999", NOW)).hasValue(Duration.ofSeconds(999_999_999));
  }
}
