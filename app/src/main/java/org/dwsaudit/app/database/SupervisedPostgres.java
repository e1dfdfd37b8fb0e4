package org.dwsaudit.app.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of ours that is started again where its postmaster ends without our doing, on the
 * same cluster and port, so that data sources stay as they are. It recovers from its own log; who
 * asks meanwhile finds it out of reach. Closing stops it, after an attempt that is under way.
 */
final class SupervisedPostgres implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SupervisedPostgres.class);

  private static final int ATTEMPTS_MAX = 10;

  /** Before the first attempt too: what the postmaster left must end before another may start. */
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Path cluster;
  private final Launch launch;
  private EmbeddedPostgres postgres;
  private boolean closed;

  private SupervisedPostgres(Path cluster, Launch launch) throws IOException {
    this.cluster = cluster;
    this.launch = launch;
    this.postgres = launch.onPort(0);
  }

  /** How it is started. */
  interface Launch {

    /**
     * @param port 0 takes a free one
     */
    EmbeddedPostgres onPort(int port) throws IOException;
  }

  static SupervisedPostgres start(Path cluster, Launch launch) throws IOException {
    SupervisedPostgres supervised = new SupervisedPostgres(cluster, launch);
    Thread.ofVirtual().name("postgres-supervisor").start(supervised::supervise);
    return supervised;
  }

  synchronized EmbeddedPostgres postgres() {
    return postgres;
  }

  private void supervise() {
    try {
      boolean runs = true;
      while (runs) {
        postmaster().ifPresent(process -> process.onExit().join());
        runs = bringBack();
      }
    } catch (IOException | NumberFormatException e) {
      log.warn("PostgreSQL runs unwatched: its process is not known", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Who has the cluster now; empty where it ended since it was started. */
  private Optional<ProcessHandle> postmaster() throws IOException {
    Path pidFile = cluster.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst().trim()));
  }

  /** Returns false where it was closed, or does not come back. */
  private synchronized boolean bringBack() throws InterruptedException {
    if (!closed) {
      log.error("PostgreSQL ended unexpectedly; it is started again");
    }
    Duration pause = FIRST_WAIT;
    for (int attempt = 1; attempt <= ATTEMPTS_MAX && !closed; attempt++) {
      wait(pause.toMillis()); // closing ends it
      if (!closed && startAgain(attempt)) {
        return true;
      }
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
    }
    if (!closed) {
      log.error("PostgreSQL does not come back (expected: start the server anew)");
    }
    return false;
  }

  private boolean startAgain(int attempt) {
    try {
      int port = postgres.getPort();
      postgres.close(); // lets go of its lock on the cluster
      postgres = launch.onPort(port);
      log.info("PostgreSQL runs again on port {}", port);
      return true;
    } catch (IOException | RuntimeException e) {
      log.warn("PostgreSQL did not start, attempt {} of {}", attempt, ATTEMPTS_MAX, e);
      return false;
    }
  }

  @Override
  public void close() {
    try {
      synchronized (this) {
        closed = true;
        notifyAll();
        postgres.close();
      }
    } catch (IOException e) {
      throw DatabaseException.refused("the embedded PostgreSQL did not stop", e);
    }
  }
}
