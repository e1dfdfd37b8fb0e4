package org.dwsaudit.app.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dwsaudit.app.cli.Main;

/** {@code dws-audit serve} in a process of its own, on a free port. Closing kills it. */
final class ServerProcess implements AutoCloseable {

  private static final Pattern LISTENS = Pattern.compile("DWS Audit listens on (http://\\S+)");

  private final Process process;
  private final URI uri;

  private ServerProcess(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /**
   * Starts a server and waits until it listens.
   *
   * @param output takes what it prints and logs
   * @param arguments of {@code serve}
   */
  static ServerProcess start(Path output, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--port",
                "0"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      Await.until(
          () -> address(output).isPresent() || !process.isAlive(),
          () -> "a server that listens; it said: " + text(output));
      return new ServerProcess(
          process,
          address(output)
              .orElseThrow(() -> new AssertionError("the server ended: " + text(output))));
    } catch (AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static Optional<URI> address(Path output) {
    return LISTENS.matcher(text(output)).results().map(hit -> URI.create(hit.group(1))).findFirst();
  }

  private static String text(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return uri;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it without a word, and nothing that it started. */
  void kill() {
    process.destroyForcibly();
    Await.until(() -> !process.isAlive(), () -> "the end of the server");
  }

  @Override
  public void close() {
    kill();
  }
}
