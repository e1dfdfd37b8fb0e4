package org.dwsaudit.app.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL that somebody else started. */
public final class ExternalDatabase implements Database {

  private static final int OLDEST = 15;
  private static final int CONNECT_SECONDS = 5;

  private final PGSimpleDataSource source;
  private final String description;

  private ExternalDatabase(PGSimpleDataSource source, String description) {
    this.source = source;
    this.description = description;
  }

  /**
   * Connects once, to see that it is there and is a version that we support.
   *
   * @throws DatabaseException if it is not
   */
  public static ExternalDatabase connect(
      String url, @Nullable String user, @Nullable String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(url.startsWith("postgres") ? "jdbc:" + url : url);
    } catch (IllegalArgumentException e) {
      throw DatabaseException.refused(
          "the database URL is not one (expected: jdbc:postgresql://host:port/database)", e);
    }
    if (user != null) {
      source.setUser(user);
    }
    if (password != null) {
      source.setPassword(password);
    }
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setTcpKeepAlive(true);
    source.setLogServerErrorDetail(false); // details repeat what events say: not for a log
    source.setApplicationName("dws-audit");
    String where = source.getServerNames()[0] + "/" + source.getDatabaseName();
    return new ExternalDatabase(
        source, "PostgreSQL %s at %s".formatted(version(source, where), where));
  }

  private static String version(PGSimpleDataSource source, String where) {
    try (Connection connection = source.getConnection()) {
      int major = connection.getMetaData().getDatabaseMajorVersion();
      if (major < OLDEST) {
        throw DatabaseException.refused(
            "PostgreSQL %d at %s (expected: %d or newer)".formatted(major, where, OLDEST), null);
      }
      return connection.getMetaData().getDatabaseProductVersion();
    } catch (SQLException e) {
      throw DatabaseException.unreachable(
          "the database at %s does not let us in: %s (expected: a running PostgreSQL that takes this user)"
              .formatted(where, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  @Override
  public DataSource owner() {
    return source;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void close() {
    // somebody else's: it goes on
  }
}
