package org.dwsaudit.schema.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypePatternTest {

  @ParameterizedTest
  @CsvSource({
    "*, workflow.completed, true",
    "workflow.*, workflow.completed, true",
    "workflow.*, workflows.completed, false",
    "workflow.*, workflow., true",
    "work*, workflow.completed, true",
    "*.completed, workflow.completed, true",
    "*.completed, workflow.completed_not, false",
    "workflow.completed, workflow.completed, true",
    "workflow.completed, workflow.Completed, false",
    "workflow, workflow.completed, false"
  })
  void matches(String pattern, String type, boolean matches) {
    assertThat(TypePattern.isValid(pattern)).isTrue();
    assertThat(TypePattern.matches(pattern, type)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "**", "*.*", "a*b", "*a*", "workflow.*.x"})
  void noPatterns(String text) {
    assertThat(TypePattern.isValid(text)).isFalse();
  }
}
