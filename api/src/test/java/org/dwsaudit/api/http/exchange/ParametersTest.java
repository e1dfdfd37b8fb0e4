package org.dwsaudit.api.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.QueryParams;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

  private static Parameters parse(String query) {
    return Parameters.of(
        QueryParams.fromQueryString(query),
        List.of("status", "worker", "limit", "from", "released"));
  }

  private static void assertRefused(ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void readsValues() {
    Parameters parameters =
        parse("status=running,failed&status=completed&worker=a,b&worker=c&limit=7&released=true");

    assertThat(parameters.words("status")).containsExactly("running", "failed", "completed");
    assertThat(parameters.texts("worker")).containsExactly("a,b", "c");
    assertThat(parameters.integer("limit", 1, 10, 5)).isEqualTo(7);
    assertThat(parameters.flag("released")).isTrue();
    assertThat(parameters.instant("from")).isEmpty();
  }

  @Test
  void readsWhatIsAbsentAsItsDefault() {
    assertThat(parse("").integer("limit", 1, 10, 5)).isEqualTo(5);
    assertThat(parse("").flag("released")).isFalse();
    assertThat(parse("from=2026-04-01T09:30:00Z").instant("from"))
        .contains(Instant.parse("2026-04-01T09:30:00Z"));
  }

  @Test
  void namesTheNearestParameter() {
    assertThatThrownBy(() -> parse("statsu=running")).hasMessageContaining("status");
  }

  @ParameterizedTest
  @ValueSource(strings = {"other=1", "status=", "status", "worker=a&worker="})
  void refusesUnknownNamesAndEmptyValues(String query) {
    assertRefused(() -> parse(query));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "11", "-1", "+5", "5.0", "٥", "99999999999", "x"})
  void refusesAnIntegerOutsideItsRange(String value) {
    assertRefused(() -> parse("limit=" + value).integer("limit", 1, 10, 5));
  }

  @Test
  void refusesASecondValue() {
    assertRefused(() -> parse("limit=1&limit=2").integer("limit", 1, 10, 5));
  }

  @Test
  void refusesWhatIsNoTimeAndNoFlag() {
    assertRefused(() -> parse("from=yesterday").instant("from"));
    assertRefused(() -> parse("released=yes").flag("released"));
    assertRefused(() -> parse("").requiredText("worker"));
  }
}
