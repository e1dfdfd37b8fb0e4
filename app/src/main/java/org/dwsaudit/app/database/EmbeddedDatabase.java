package org.dwsaudit.app.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

/**
 * PostgreSQL, started by us with its files under the data folder, kept between runs. It listens on
 * loopback with a password of its own and flushes every commit. Where it ends unexpectedly it is
 * started again.
 */
public final class EmbeddedDatabase implements Database {

  private static final String NAME = "dws_audit";
  private static final String SUPERUSER = "postgres";
  private static final Duration START_WAIT = Duration.ofSeconds(60);

  private final DataFolder folder;
  private final SupervisedPostgres supervised;
  private final DataSource owner;
  private final String description;

  private EmbeddedDatabase(DataFolder folder, SupervisedPostgres supervised, String password) {
    this.folder = folder;
    this.supervised = supervised;
    EmbeddedPostgres postgres = supervised.postgres();
    createDatabase(postgres, password);
    this.owner = postgres.getDatabase(SUPERUSER, NAME, credentials(password));
    this.description = "PostgreSQL, embedded, in " + folder.folder();
  }

  /**
   * Starts PostgreSQL on the folder's cluster, which is made the first time.
   *
   * @throws DatabaseException if the folder is in use, or PostgreSQL does not start
   */
  public static EmbeddedDatabase start(Path data) {
    DataFolder folder = DataFolder.open(data);
    try {
      OrphanedPostgres.stop(folder.cluster());
      Path passwordFile = folder.passwordFile();
      String password = Files.readString(passwordFile).trim();
      SupervisedPostgres postgres =
          SupervisedPostgres.start(
              folder.cluster(), port -> launch(folder, passwordFile, password, port));
      try {
        return new EmbeddedDatabase(folder, postgres, password);
      } catch (RuntimeException e) {
        postgres.close();
        throw e;
      }
    } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
      folder.close();
      if (e instanceof DatabaseException known) {
        throw known;
      }
      throw DatabaseException.refused(doesNotStart(folder, e), e);
    }
  }

  /**
   * The database that is in the folder already: started if nobody uses it, else beside the server
   * that does, which goes on when this is closed.
   *
   * @throws DatabaseException if there is none, or it does not start or answer
   */
  public static Database open(Path data) {
    Path folder = data.toAbsolutePath().normalize();
    if (!Files.exists(folder.resolve("postgres").resolve("PG_VERSION"))) {
      throw DatabaseException.unreachable(
          "no store in %s (expected: a data folder that a server has used)".formatted(folder),
          null);
    }
    return DataFolder.isInUse(folder)
        ? RunningPostgres.connect(folder, SUPERUSER, NAME)
        : start(folder);
  }

  private static EmbeddedPostgres launch(
      DataFolder folder, Path passwordFile, String password, int port) throws IOException {
    Path binaries = OwnFolder.create(binaries());
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.cluster())
            .setCleanDataDirectory(false)
            .setPort(port)
            .setRegisterShutdownHook(false)
            .setOverrideWorkingDirectory(binaries.toFile())
            .setPGStartupWait(START_WAIT)
            // handed to initdb
            .setLocaleConfig("auth", "scram-sha-256")
            .setLocaleConfig("pwfile", passwordFile.toString())
            .setLocaleConfig("locale", "C")
            .setConnectConfig("password", password);
    settings().forEach(builder::setServerConfig);
    return builder.start();
  }

  /** The library is made for tests and turns durability off: everything is turned on again here. */
  private static Map<String, String> settings() {
    return Map.of(
        "fsync", "on",
        "synchronous_commit", "on",
        "full_page_writes", "on",
        "listen_addresses", "127.0.0.1",
        "unix_socket_directories", "",
        "max_connections", "100",
        "shared_buffers", "256MB",
        "max_wal_size", "4GB",
        "jit", "off");
  }

  /** Unpacked once a user, in a folder that is closed to others: what is in it is executed. */
  private static Path binaries() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return base.resolve("dws-audit").resolve("postgresql");
  }

  private static String doesNotStart(DataFolder folder, Throwable cause) {
    return """
    PostgreSQL does not start in %s: %s
    Ways out: as root it needs user namespaces (try: unshare -U true); run as another user, or \
    start a PostgreSQL 15 to 18 yourself and name it with --database-url.\
    """
        .formatted(folder.folder(), cause.getMessage());
  }

  private static void createDatabase(EmbeddedPostgres postgres, String password) {
    DataSource admin = postgres.getDatabase(SUPERUSER, "postgres", credentials(password));
    try (Connection connection = admin.getConnection();
        Statement statement = connection.createStatement()) {
      boolean exists;
      try (ResultSet rows =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = 'dws_audit'")) {
        exists = rows.next();
      }
      if (!exists) {
        statement.execute("CREATE DATABASE dws_audit");
      }
    } catch (SQLException e) {
      throw DatabaseException.unreachable("the embedded PostgreSQL does not answer", e);
    }
  }

  private static Map<String, String> credentials(String password) {
    // details of errors repeat what events say: not for a log
    return Map.of(
        "password", password, "ApplicationName", "dws-audit", "logServerErrorDetail", "false");
  }

  @Override
  public DataSource owner() {
    return owner;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void close() {
    try {
      supervised.close();
    } finally {
      folder.close();
    }
  }
}
