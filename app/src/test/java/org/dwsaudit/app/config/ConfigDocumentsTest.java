package org.dwsaudit.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The documents say what the table of keys says; {@code -Ddocs=write} rewrites them. */
class ConfigDocumentsTest {

  private static final Path DOCS = Path.of("../docs");

  @Test
  void page() throws IOException {
    check("configuration.md", ConfigDocuments.page());
  }

  @Test
  void schema() throws IOException {
    check("dws-audit.schema.json", ConfigDocuments.schema());
  }

  private static void check(String name, String expected) throws IOException {
    Path file = DOCS.resolve(name);
    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(file, expected);
    }
    assertThat(file).hasContent(expected);
  }
}
