package org.dwsaudit.compliance.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodsTest {

  @ParameterizedTest
  @CsvSource({
    "P1Y,P12M,true",
    "P12M,P1Y,true",
    "P365D,P1Y,false",
    "P366D,P1Y,true",
    "P1M,P30D,false",
    "P31D,P1M,true",
    "P30D,P1M,false",
    "P1M,P28D,true",
    "P1M1D,P1M,true",
    "P5M,P6M,false",
    "P2556D,P7Y,false",
    "P2557D,P7Y,true",
  })
  void neverShorterMeansOnEveryDayOfTheCalendar(String period, String floor, boolean expected) {
    assertThat(Periods.isNeverShorter(Period.parse(period), Period.parse(floor)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "P1D,true",
    "P100Y,true",
    "P0D,false",
    "P-1D,false",
    "P1Y-1D,false",
    "P101Y,false",
    "P2147483647D,false",
    "P2147483647Y,false",
  })
  void sensibleIsPositiveAndBounded(String period, boolean expected) {
    assertThat(Periods.isSensible(Period.parse(period))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"P90D,90 days", "P1Y,1 year", "P1Y6M,1 year 6 months", "P12M1D,12 months 1 day"})
  void wordsSayEveryPart(String period, String words) {
    assertThat(Periods.words(Period.parse(period))).isEqualTo(words);
  }
}
