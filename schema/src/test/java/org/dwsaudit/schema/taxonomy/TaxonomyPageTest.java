package org.dwsaudit.schema.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** With {@code -Ddocs=write} the page is written anew. */
class TaxonomyPageTest {

  private static final Path PAGE = Path.of("../docs/taxonomy.md");

  @Test
  void thePageSaysWhatTheDataSays() throws IOException {
    String expected = TaxonomyPage.text();
    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(PAGE, expected);
    }
    assertThat(PAGE).content().isEqualTo(expected);
  }
}
