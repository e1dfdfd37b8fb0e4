package org.dwsaudit.compliance.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import java.util.stream.Stream;
import org.dwsaudit.schema.administration.RetentionPolicy.Category;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupKeyTest {

  static Stream<GroupKey> keys() {
    return Stream.concat(
        RetentionFloors.frameworks().stream()
            .map(f -> new GroupKey(Category.COMPLIANCE, f.name(), Period.ofMonths(18))),
        Stream.of(
            new GroupKey(Category.MANDATORY, null, Period.ofYears(1)),
            new GroupKey(Category.OPTIONAL, null, Period.ofDays(90)),
            new GroupKey(Category.COMPLIANCE, null, Period.of(1, 2, 3))));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void theTextSaysAll(GroupKey key) {
    assertThat(GroupKey.parse(key.text())).isEqualTo(key);
  }
}
