package org.dwsaudit.app.server;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.dwsaudit.app.config.ConfigReader;
import org.dwsaudit.migrations.TestDatabase;

/** The application's own server on a free port, over a database of the test's own. */
public final class TestServer implements AutoCloseable {

  private final TestDatabase database;
  private final boolean ownsDatabase;
  private final AuditServer server;

  private TestServer(TestDatabase database, boolean ownsDatabase, Map<String, String> settings) {
    this.database = database;
    this.ownsDatabase = ownsDatabase;
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("server.port", "0");
    all.putIfAbsent("webhooks.secret_key", "dGhpcyBrZXkgc2VhbHMgdGVzdHMnIHNlY3JldHMgISE=");
    all.put("database.url", database.jdbcUrl());
    this.server = AuditServer.start(ConfigReader.read(null, Map.of(), all), step -> {});
  }

  /** A server over an empty store. */
  public static TestServer start() {
    return start(Map.of());
  }

  /** A server over an empty store, with settings by key, as {@code limits.event_bytes}. */
  public static TestServer start(Map<String, String> settings) {
    return new TestServer(TestDatabase.create(), true, settings);
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
