package org.dwsaudit.app.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The PostgreSQL of a server that was killed: it lives on without its parent and keeps the cluster.
 * Stopping it lets it write out what it has; the next start recovers the rest from its log.
 */
final class OrphanedPostgres {

  private static final int STOP_SECONDS = 20;

  private OrphanedPostgres() {}

  /**
   * Stops what still runs on the cluster, and only that. The caller holds the data folder's lock.
   */
  static void stop(Path cluster) {
    Path pidFile = cluster.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    Optional<ProcessHandle> orphan = owner(pidFile, cluster);
    try {
      if (orphan.isPresent()) {
        orphan.get().destroy();
        orphan.get().onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
      }
    } catch (CompletionException e) {
      throw DatabaseException.refused(
          "a PostgreSQL that a killed server left behind does not stop (expected: end process %d)"
              .formatted(orphan.map(ProcessHandle::pid).orElse(0L)),
          e);
    }
  }

  private static Optional<ProcessHandle> owner(Path pidFile, Path cluster) {
    try {
      List<String> lines = Files.readAllLines(pidFile);
      if (lines.size() < 2 || !Path.of(lines.get(1)).equals(cluster)) {
        return Optional.empty();
      }
      return ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
          .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    } catch (IOException | NumberFormatException e) {
      // no readable claim on the cluster: PostgreSQL itself decides whether it may start
      return Optional.empty();
    }
  }
}
