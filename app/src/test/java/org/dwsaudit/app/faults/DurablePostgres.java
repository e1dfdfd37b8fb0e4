package org.dwsaudit.app.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL that flushes every commit, on one port and one folder however often it is killed.
 */
final class DurablePostgres implements AutoCloseable {

  /** Below the ports that systems give to outgoing connections, so that it stays free meanwhile. */
  private static final int PORT_MIN = 20_000;

  private static final int PORT_MAX = 32_000;

  private final Path folder;
  private final int port;
  private EmbeddedPostgres postgres;

  private DurablePostgres(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    this.postgres = launch();
  }

  static DurablePostgres start(Path folder, RandomGenerator random) throws IOException {
    return new DurablePostgres(folder, freePort(random));
  }

  private static int freePort(RandomGenerator random) {
    while (true) {
      int port = random.nextInt(PORT_MIN, PORT_MAX);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // taken: another
      }
    }
  }

  private EmbeddedPostgres launch() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(true)
        .setPort(port)
        .setPGStartupWait(Await.DEADLINE)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("shared_buffers", "64MB")
        .start();
  }

  /** Ends the postmaster and all its children at once; nothing of them lives when it returns. */
  void kill() throws IOException {
    KilledProcess.killTree(postmaster());
  }

  /** Starts it again on what the killed one left. */
  void startAgain() throws IOException {
    EmbeddedPostgres killed = postgres;
    // lets go of its lock on the folder; there is nothing left to stop
    killed.close();
    postgres = launch();
  }

  private ProcessHandle postmaster() throws IOException {
    String pid = Files.readAllLines(folder.resolve("postmaster.pid")).getFirst().trim();
    return ProcessHandle.of(Long.parseLong(pid))
        .orElseThrow(
            () -> new AssertionError("no process %s (expected: PostgreSQL)".formatted(pid)));
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(port);
  }

  /** Connects as the role that appends and reads. */
  DataSource writer() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url());
    source.setOptions("-c role=dws_audit_writer");
    return source;
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
