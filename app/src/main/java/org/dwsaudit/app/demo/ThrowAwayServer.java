package org.dwsaudit.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.app.config.ConfigReader;
import org.dwsaudit.app.config.Settings;
import org.dwsaudit.app.server.AuditServer;

/** A server on a free port over a store in a temporary folder, which is gone when it is closed. */
public final class ThrowAwayServer implements AutoCloseable {

  private final Path data;
  private final AuditServer server;
  private final ServerClient client;

  private ThrowAwayServer(Path data, AuditServer server) {
    this.data = data;
    this.server = server;
    this.client = new ServerClient(server.uri());
  }

  /**
   * @param progress is told each step, for a person to read
   */
  public static ThrowAwayServer start(Consumer<String> progress) throws IOException {
    Path data = Files.createTempDirectory("dws-audit-demo");
    try {
      Settings settings =
          ConfigReader.read(null, Map.of(), Map.of("data", data.toString(), "server.port", "0"));
      return new ThrowAwayServer(data, AuditServer.start(settings, progress));
    } catch (RuntimeException e) {
      delete(data);
      throw e;
    }
  }

  public ServerClient client() {
    return client;
  }

  /** Where it listens, as {@code 127.0.0.1:8080}. */
  String authority() {
    return server.uri().getAuthority();
  }

  @Override
  public void close() throws IOException {
    try (server;
        client) {
      // both, whatever becomes of the other
    } finally {
      delete(data);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(folder)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
