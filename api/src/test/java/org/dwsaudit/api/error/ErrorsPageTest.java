package org.dwsaudit.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page about errors says of every code what the code's table says. */
class ErrorsPageTest {

  private static List<String> page() throws IOException {
    return Files.readAllLines(Path.of("../docs/errors.md"));
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatACodeIsOverHttpAndGrpc(ErrorCode code) throws IOException {
    ErrorStatus status = ErrorStatus.of(code);
    assertThat(page())
        .filteredOn(
            line ->
                line.startsWith(
                    "| `%s` | %d | `%s` | %s |"
                        .formatted(
                            code,
                            status.http().code(),
                            status.grpc(),
                            code.retryable() ? "yes" : "no")))
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void listsEveryRule(Rule rule) throws IOException {
    assertThat(page()).filteredOn(line -> line.startsWith("| `" + rule + "` | ")).isNotEmpty();
  }

  @Test
  void listsNoCodeThatIsGone() throws IOException {
    List<String> known =
        Arrays.stream(ErrorCode.values()).map(code -> "| `" + code + "` |").toList();
    assertThat(page())
        .filteredOn(line -> line.matches("\\| `[A-Z_]+` \\| \\d.*"))
        .allMatch(line -> known.stream().anyMatch(line::startsWith));
  }
}
