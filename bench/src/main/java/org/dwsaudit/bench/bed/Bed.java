package org.dwsaudit.bench.bed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.dwsaudit.app.database.EmbeddedDatabase;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A folder of its own and a PostgreSQL in it, set up as the product sets up its own, and the
 * servers started over it. Closing stops them all and removes the folder; it is safe to call from a
 * shutdown hook, and more than once.
 */
public final class Bed implements AutoCloseable {

  private final Path folder;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Map<String, PgDatabase> databases = new HashMap<>();
  private @Nullable PGSimpleDataSource server;
  private boolean closed;

  private Bed(Path folder) {
    this.folder = folder;
  }

  /** Makes a new folder under this one; PostgreSQL starts with the first database. */
  public static Bed make(Path parent) throws IOException {
    return new Bed(Files.createTempDirectory(parent, "dws-audit-bench-"));
  }

  public Path folder() {
    return folder;
  }

  /** The database of that name; made, with the product's tables, when first asked for. */
  public synchronized PgDatabase database(String name) throws SQLException {
    PgDatabase database = databases.get(name);
    if (database == null) {
      database = PgDatabase.create(server(), name);
      databases.put(name, database);
    }
    return database;
  }

  private PGSimpleDataSource server() throws SQLException {
    PGSimpleDataSource running = server;
    if (running == null) {
      EmbeddedDatabase postgres = EmbeddedDatabase.start(folder.resolve("postgres"));
      open.push(postgres);
      running = postgres.owner().unwrap(PGSimpleDataSource.class);
      server = running;
    }
    return running;
  }

  /** Drops a database whose server is stopped, and with it its files. */
  public synchronized void drop(String name) throws SQLException {
    if (databases.remove(name) != null) {
      PgDatabase.at(server()).execute("DROP DATABASE " + name + " WITH (FORCE)");
    }
  }

  /** A server over one of the databases, in its own process; the log alone is measured. */
  public ServerProcess serve(PgDatabase database) throws IOException {
    return opened(ServerProcess.over(database, folder, false));
  }

  /** The same with a heap of so many megabytes. */
  public ServerProcess serve(PgDatabase database, int heapMegabytes) throws IOException {
    return opened(ServerProcess.over(database, folder, false, "-Xmx%dm".formatted(heapMegabytes)));
  }

  /** The same with one that keeps the views. */
  public ServerProcess serveWithViews(PgDatabase database) throws IOException {
    return opened(ServerProcess.over(database, folder, true));
  }

  /** A server with an embedded PostgreSQL of its own, in its own process. */
  public ServerProcess serve(Path data) throws IOException {
    return opened(ServerProcess.embedded(data, folder));
  }

  private synchronized ServerProcess opened(ServerProcess started) {
    open.push(started);
    return started;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        System.err.println("bench: something did not stop: " + e.getMessage());
      }
    }
    remove(folder);
  }

  private static void remove(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure)
                throws IOException {
              Files.deleteIfExists(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
