package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The clients in {@code api/src/test/clients}, on the Node that is found. Where there is none, or
 * where their packages cannot be had, whoever asks for them is reported as aborted.
 */
final class NodeClients {

  private static final Path SOURCES = Path.of("../api/src/test/clients");
  private static final Path PROTO =
      Path.of("../schema/src/main/proto/dws/audit/v1/audit.proto").toAbsolutePath().normalize();
  private static final int VERSION_MIN = 20;
  private static final int INSTALL_SECONDS = 120;

  private final Path folder;

  private NodeClients(Path folder) {
    this.folder = folder;
  }

  /** Brings the clients and the packages that they use into {@code target}. */
  static NodeClients install() throws IOException, InterruptedException {
    Path node = find("node");
    Path npm = find("npm");
    if (node == null || npm == null) {
      return abort("node and npm are not on the PATH (expected: Node 20 or newer)");
    }
    String version = run(Path.of("."), List.of(node.toString(), "--version")).strip();
    if (Integer.parseInt(version.replaceAll("^v(\\d+)\\..*", "$1")) < VERSION_MIN) {
      return abort("node is %s (expected: 20 or newer)".formatted(version));
    }
    Path folder = Files.createDirectories(Path.of("target/clients")).toAbsolutePath();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path installed = folder.resolve("node_modules/.package-lock.json");
    Path wanted = folder.resolve("package-lock.json.installed");
    if (!Files.exists(installed)
        || !Files.exists(wanted)
        || Files.mismatch(wanted, folder.resolve("package-lock.json")) >= 0) {
      try {
        run(folder, List.of(npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
      } catch (IOException e) {
        return abort("npm ci failed (expected: a registry within reach): " + e.getMessage());
      }
      Files.copy(folder.resolve("package-lock.json"), wanted, StandardCopyOption.REPLACE_EXISTING);
    }
    return new NodeClients(folder);
  }

  private static Path find(String command) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(entry -> Path.of(entry, command))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  private static String run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("clients", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command + ": no end within %d s".formatted(INSTALL_SECONDS));
      }
      String text = Files.readString(output);
      if (process.exitValue() != 0) {
        throw new IOException(text.strip());
      }
      return text;
    } finally {
      Files.delete(output);
    }
  }

  /** One that runs. */
  record Running(String name, Process process, Path output, Path log) {

    /** Waits for its end, and gives the lines that it printed. */
    List<String> lines() throws IOException, InterruptedException {
      boolean ended = process.waitFor(120, TimeUnit.SECONDS);
      process.destroyForcibly();
      assertThat(ended && process.exitValue() == 0)
          .as("%s ends well; it said: %s", name, Files.readString(log))
          .isTrue();
      return Files.readAllLines(output);
    }

    String said() throws IOException {
      return Files.readString(log);
    }
  }

  Running start(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("node", name + ".mjs"));
    command.addAll(List.of(arguments));
    Path output = folder.resolve(name + ".out");
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(log.toFile());
    builder.environment().putAll(Map.of("AUDIT_PROTO", PROTO.toString()));
    return new Running(name, builder.start(), output, log);
  }
}
