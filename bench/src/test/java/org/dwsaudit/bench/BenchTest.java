package org.dwsaudit.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.dwsaudit.bench.measure.Measures;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpNamesTheMeasures() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains(Measures.ALL.getFirst().name(), "--quick", "--json");
  }

  @Test
  void wrongUsageIsRefusedBeforeAnythingStarts() {
    assertThat(run("--only", "no-such-measure")).isEqualTo(2);
    assertThat(run("--rows", "0")).isEqualTo(2);
    assertThat(run("--loud")).isEqualTo(2);
  }

  private int run(String... arguments) {
    CommandLine command = Bench.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
