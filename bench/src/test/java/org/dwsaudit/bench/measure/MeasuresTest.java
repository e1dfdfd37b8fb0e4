package org.dwsaudit.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuresTest {

  @Test
  void theNamesInTheHelpAreThoseOfTheMeasures() {
    List<String> names = Measures.ALL.stream().map(Measure::name).toList();

    assertThat(names).doesNotHaveDuplicates();
    assertThat(Measures.NAMES).isEqualTo(String.join(", ", names));
  }

  @Test
  void thoseThatReadBesideTheLogAreLeftOutWhenQuick() {
    assertThat(Measures.ALL).containsAll(Measures.QUICK).hasSize(Measures.QUICK.size() + 10);
  }
}
