package org.dwsaudit.app.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.api.access.Principals;
import org.dwsaudit.app.config.ConfigReader;
import org.dwsaudit.migrations.TestDatabase;
import org.dwsaudit.schema.note.NoteSigner;
import org.jspecify.annotations.Nullable;

/** The application's own server on a free port, over a database of the test's own. */
public final class TestServer implements AutoCloseable {

  private static final Path KEYS = newFolder();

  private final TestDatabase database;
  private final boolean ownsDatabase;
  private final AuditServer server;

  private TestServer(TestDatabase database, boolean ownsDatabase, Map<String, String> settings) {
    this(database, ownsDatabase, null, settings, new Principals());
  }

  private TestServer(
      TestDatabase database,
      boolean ownsDatabase,
      @Nullable Path file,
      Map<String, String> settings,
      Principals principals) {
    this.database = database;
    this.ownsDatabase = ownsDatabase;
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("server.port", "0");
    all.putIfAbsent("webhooks.secret_key", "dGhpcyBrZXkgc2VhbHMgdGVzdHMnIHNlY3JldHMgISE=");
    all.putIfAbsent("log.key_file", keyFile(database).toString());
    all.put("database.url", database.jdbcUrl());
    this.server = AuditServer.start(ConfigReader.read(file, Map.of(), all), step -> {}, principals);
  }

  /** Servers over one database share the key of its log. */
  private static Path keyFile(TestDatabase database) {
    byte[] url = database.jdbcUrl().getBytes(StandardCharsets.UTF_8);
    return KEYS.resolve(UUID.nameUUIDFromBytes(url) + ".key");
  }

  private static Path newFolder() {
    try {
      Path folder = Files.createTempDirectory("dws-audit-keys");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The private key that the server signs with. */
  public NoteSigner logKey() {
    try {
      return NoteSigner.parse(Files.readString(keyFile(database)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server over an empty store. */
  public static TestServer start() {
    return start(Map.of());
  }

  /** A server over an empty store, with settings by key, as {@code limits.event_bytes}. */
  public static TestServer start(Map<String, String> settings) {
    return new TestServer(TestDatabase.create(), true, settings);
  }

  /** A server over an empty store, with a configuration file, whose callers are these. */
  static TestServer start(Path file, Map<String, String> settings, Principals principals) {
    return new TestServer(TestDatabase.create(), true, file, settings, principals);
  }

  /** Another server over a database that stays when the server is closed. */
  public static TestServer over(TestDatabase database) {
    return over(database, Map.of());
  }

  /** The same with settings by key. */
  public static TestServer over(TestDatabase database, Map<String, String> settings) {
    return new TestServer(database, false, settings);
  }

  public URI uri() {
    return server.uri();
  }

  public TestDatabase database() {
    return database;
  }

  @Override
  public void close() {
    server.close();
    if (ownsDatabase) {
      database.close();
    }
  }
}
