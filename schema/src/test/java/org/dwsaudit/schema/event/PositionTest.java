package org.dwsaudit.schema.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

  @Property
  void textComesBackAndSortsAsPositionsDo(
      @ForAll @LongRange(min = 0) long one, @ForAll @LongRange(min = 0) long other) {
    Position left = new Position(one);
    Position right = new Position(other);
    assertThat(Position.parse(left.toString())).contains(left);
    assertThat(Integer.signum(left.toString().compareTo(right.toString())))
        .isEqualTo(Integer.signum(left.compareTo(right)))
        .isEqualTo(Long.compare(one, other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "000000000000000G",
        "00000000000000AB",
        "-000000000000001",
        "ffffffffffffffff",
        "8000000000000000",
        "00000000000000007"
      })
  void otherTextIsNone(String text) {
    assertThat(Position.parse(text)).isEmpty();
  }

  @Test
  void noneIsNegative() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Position(-1));
  }
}
