package org.dwsaudit.schema.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the independent verifier over the vectors, where there is a Python to run it. */
class PythonVectorsTest {

  private static final String SCRIPT = "src/test/integrity/verify_vectors.py";
  private static final Path VECTORS =
      Path.of("src/test/resources/org/dwsaudit/schema/integrity/vectors.json");

  @Test
  void agreesOnEveryVector() throws IOException, InterruptedException {
    Run check = python(SCRIPT, "check", VECTORS.toString());
    assertThat(check.status()).as(check.output()).isZero();
  }

  @Test
  void makesTheSameVectorsAgain(@TempDir Path folder) throws IOException, InterruptedException {
    Path made = folder.resolve("vectors.json");
    Run make = python(SCRIPT, "make", made.toString());
    assertThat(make.status()).as(make.output()).isZero();
    assertThat(made).hasSameTextualContentAs(VECTORS);
  }

  @Test
  void refusesAChangedVector(@TempDir Path folder) throws IOException, InterruptedException {
    Path changed = folder.resolve("vectors.json");
    Files.writeString(
        changed, Files.readString(VECTORS).replace("\\\"hits\\\":3", "\\\"hits\\\":5"));
    assertThat(python(SCRIPT, "check", changed.toString()).status()).isOne();
  }

  private record Run(int status, String output) {}

  private static Run python(String... arguments) throws IOException, InterruptedException {
    String python = System.getProperty("os.name").startsWith("Windows") ? "python" : "python3";
    ProcessBuilder builder = new ProcessBuilder(python, "-B");
    builder.command().addAll(List.of(arguments));
    Process process;
    try {
      process = builder.redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "no " + python + " on this machine");
      throw e;
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }
}
