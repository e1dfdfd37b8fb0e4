package org.dwsaudit.schema.error;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ExcerptTest {

  @Test
  void foreignTextIsQuotedAndEscaped() {
    assertThat(Excerpt.of("a\"b\\c")).isEqualTo("\"a\\\"b\\\\c\"");
    assertThat(Excerpt.of("\n\u001B[31m\u2028\u202E\u0000"))
        .isEqualTo("\"\\u000a\\u001b[31m\\u2028\\u202e\\u0000\"");
    assertThat(Excerpt.of("\uD800x")).isEqualTo("\"\\ud800x\"");
    assertThat(Excerpt.of("é😀")).isEqualTo("\"é😀\"");
  }

  @Test
  void longTextIsCutBetweenCharacters() {
    assertThat(Excerpt.of("a".repeat(64))).isEqualTo('"' + "a".repeat(64) + '"');
    assertThat(Excerpt.of("a".repeat(65))).isEqualTo('"' + "a".repeat(64) + "…\"");
    assertThat(Excerpt.of("a".repeat(63) + "😀")).isEqualTo('"' + "a".repeat(63) + "…\"");
  }

  @Property
  void nothingButVisibleTextComesOut(@ForAll String text) {
    assertThat(Excerpt.of(text))
        .hasSizeLessThanOrEqualTo(64 * 6 + 3)
        .matches(out -> out.codePoints().noneMatch(ExcerptTest::isHidden));
  }

  private static boolean isHidden(int c) {
    return Character.isISOControl(c)
        || switch (Character.getType(c)) {
          case Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE,
              Character.FORMAT ->
              true;
          default -> false;
        };
  }
}
