package org.dwsaudit.bench.bed;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dwsaudit.app.cli.Main;

/**
 * A server in a process of its own, on a free port of loopback. Closing stops it as Ctrl-C does.
 */
public final class ServerProcess implements AutoCloseable {

  /** Where the launcher says that the product's jar is; without it our own class path serves. */
  private static final String DISTRIBUTION = "dws.audit.distribution";

  private static final String VIEWS = "DWS_AUDIT_VIEWS_SEGMENTS";

  private static final String KEY_FILE = "DWS_AUDIT_LOG_KEY_FILE";

  private static final Pattern LISTENS = Pattern.compile("listens on (http\\S+)");
  private static final int START_SECONDS = 120;
  private static final int STOP_SECONDS = 30;

  private final Process process;
  private final URI uri;

  private ServerProcess(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /**
   * @param views whether it keeps the views; they read behind the log, for as long as they take
   * @param jvm options besides those of the launcher
   */
  static ServerProcess over(PgDatabase database, Path logs, boolean views, String... jvm)
      throws IOException {
    return start(
        List.of(jvm),
        List.of("--database-url", database.url()),
        Map.of(
            "DWS_AUDIT_DATABASE_USER",
            database.user(),
            "DWS_AUDIT_DATABASE_PASSWORD",
            database.password(),
            VIEWS,
            views ? "2" : "0",
            KEY_FILE,
            logs.resolve(database.id() + ".key").toString()),
        logs);
  }

  static ServerProcess embedded(Path data, Path logs) throws IOException {
    return start(List.of(), List.of("--data", data.toString()), Map.of(VIEWS, "0"), logs);
  }

  private static ServerProcess start(
      List<String> jvm, List<String> arguments, Map<String, String> environment, Path logs)
      throws IOException {
    List<String> command = new ArrayList<>(java(jvm));
    command.addAll(List.of("serve", "--port", "0"));
    command.addAll(arguments);
    Path errors = Files.createTempFile(logs, "server-", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      URI uri = listening(process).get(START_SECONDS, TimeUnit.SECONDS);
      return new ServerProcess(process, uri);
    } catch (ExecutionException | TimeoutException e) {
      stop(process);
      throw new IOException("the server does not start: " + lastLine(errors), e);
    } catch (InterruptedException e) {
      stop(process);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** The command line of a verb that needs no server, as the launcher starts it. */
  public static List<String> verb(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** As the launcher starts it. */
  private static List<String> java(List<String> jvm) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseParallelGC"));
    command.addAll(jvm);
    String distribution = System.getProperty(DISTRIBUTION);
    if (distribution == null) {
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
      return command;
    }
    File cache = new File(distribution, "dws-audit-serve.aot");
    if (cache.exists()) {
      command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off"));
    }
    command.addAll(List.of("-jar", new File(distribution, "dws-audit.jar").toString()));
    return command;
  }

  /** Completes when the server says where it listens; what it says later is read and dropped. */
  private static CompletableFuture<URI> listening(Process process) {
    CompletableFuture<URI> uri = new CompletableFuture<>();
    // a read from a process holds its carrier: two such threads, and two cores have none left
    Thread.ofPlatform()
        .daemon()
        .name("server-output")
        .start(
            () -> {
              try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                  Matcher listens = LISTENS.matcher(line);
                  if (listens.find()) {
                    uri.complete(URI.create(listens.group(1)));
                  }
                }
              } catch (IOException e) {
                uri.completeExceptionally(e);
              }
              uri.completeExceptionally(new IOException("it ended"));
            });
    return uri;
  }

  private static String lastLine(Path errors) throws IOException {
    List<String> lines = Files.readAllLines(errors);
    return lines.isEmpty() ? "it said nothing" : lines.getLast();
  }

  public long pid() {
    return process.pid();
  }

  public URI uri() {
    return uri;
  }

  @Override
  public void close() {
    stop(process);
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
