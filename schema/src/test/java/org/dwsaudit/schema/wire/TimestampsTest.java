package org.dwsaudit.schema.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dwsaudit.schema.event.RandomEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  @Provide
  Arbitrary<Instant> instants() {
    return RandomEvents.instants();
  }

  @Property
  void everyInstantComesBack(@ForAll("instants") Instant instant) {
    String text = Timestamps.text(instant);
    assertThat(text).isEqualTo(instant.toString());
    assertThat(Timestamps.parse(text)).contains(instant);
    assertThat(Timestamps.parse(text.replace("Z", "+00:00"))).contains(instant);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-04-01T09:30:00Z, 2026-04-01T09:30:00Z",
    "2026-04-01T09:30:00.1Z, 2026-04-01T09:30:00.100Z",
    "2026-04-01T09:30:00.000000001+00:00, 2026-04-01T09:30:00.000000001Z",
    "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z"
  })
  void timestamps(String text, Instant instant) {
    assertThat(Timestamps.parse(text)).contains(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-04-01",
        "2026-04-01T09:30:00",
        "2026-04-01T09:30Z",
        "2026-04-01 09:30:00Z",
        "2026-04-01t09:30:00z",
        "2026-04-01T09:30:00+02:00",
        "2026-04-01T09:30:00-00:00",
        "2026-04-01T09:30:00+0000",
        "2026-04-01T09:30:00.Z",
        "2026-04-01T09:30:00.1234567890Z",
        "2026-04-01T09:30:00,1Z",
        "2026-04-01T24:00:00Z",
        "2026-04-01T09:60:00Z",
        "2026-06-30T23:59:60Z",
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-04-00T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "+2026-04-01T09:30:00Z",
        "10000-01-01T00:00:00Z",
        "2026-04-01T09:30:00Z ",
        "２026-04-01T09:30:00Z"
      })
  void noTimestamps(String text) {
    assertThat(Timestamps.parse(text)).isEmpty();
  }

  @Test
  void aProblemNamesTheSameInstantInUtc() {
    assertThat(Timestamps.problem("2026-04-01T09:30:00+02:00")).contains("2026-04-01T07:30:00Z");
    assertThat(Timestamps.problem("0001-01-01T00:00:00+02:00")).doesNotContain("in UTC 0000");
    assertThat(Timestamps.problem("x".repeat(10_000))).hasSizeLessThan(300);
  }
}
