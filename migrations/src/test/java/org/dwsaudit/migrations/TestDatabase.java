package org.dwsaudit.migrations;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A migrated database of its own for a test, on one server a JVM: the one that {@code
 * DWS_AUDIT_TEST_DATABASE_URL} names, else a container where a Docker engine answers, else an
 * embedded PostgreSQL. Closing drops the database.
 */
public final class TestDatabase implements AutoCloseable {

  private static final String URL_VARIABLE = "DWS_AUDIT_TEST_DATABASE_URL";
  private static final String TEMPLATE = "dws_audit_template_" + suffix();

  private final String name;
  private final PGSimpleDataSource owner;

  private TestDatabase(String name) {
    this.name = name;
    this.owner = Server.INSTANCE.database(name);
  }

  /** A new database, migrated. */
  public static TestDatabase create() {
    Server.INSTANCE.ensureTemplate();
    String name = "dws_audit_test_" + suffix();
    Server.INSTANCE.execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    return new TestDatabase(name);
  }

  /** A new database without any table. */
  public static TestDatabase createEmpty() {
    String name = "dws_audit_test_" + suffix();
    Server.INSTANCE.execute("CREATE DATABASE " + name);
    return new TestDatabase(name);
  }

  /** Connects as the owner of the tables. */
  public DataSource owner() {
    return owner;
  }

  /** Connects as the role that appends and reads. */
  public DataSource writer() {
    return inRole("dws_audit_writer");
  }

  /** Connects as the role that expires events. */
  public DataSource retention() {
    return inRole("dws_audit_retention");
  }

  /** The JDBC URL, user and password included. */
  public String jdbcUrl() {
    String password = owner.getPassword() == null ? "" : "&password=" + owner.getPassword();
    String url = owner.getUrl();
    return url + (url.contains("?") ? "&" : "?") + "user=" + owner.getUser() + password;
  }

  private DataSource inRole(String role) {
    PGSimpleDataSource source = Server.INSTANCE.database(name);
    source.setOptions("-c role=" + role);
    return source;
  }

  @Override
  public void close() {
    Server.INSTANCE.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  private static String suffix() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  }

  private enum Server {
    INSTANCE;

    private final PGSimpleDataSource admin;
    private boolean templateReady;

    Server() {
      admin = new PGSimpleDataSource();
      String url = System.getenv(URL_VARIABLE);
      if (url != null && !url.isBlank()) {
        admin.setUrl(url);
      } else if (dockerAnswers()) {
        startContainer();
      } else {
        startEmbedded();
      }
    }

    private static boolean dockerAnswers() {
      return System.getenv("DWS_AUDIT_TEST_EMBEDDED") == null
          && new java.io.File("/var/run/docker.sock").exists()
          && DockerClientFactory.instance().isDockerAvailable();
    }

    @SuppressWarnings("resource") // ends with the JVM
    private void startContainer() {
      PostgreSQLContainer container = new PostgreSQLContainer("postgres:18");
      container.start();
      admin.setUrl(container.getJdbcUrl());
      admin.setUser(container.getUsername());
      admin.setPassword(container.getPassword());
    }

    @SuppressWarnings("resource") // ends with the JVM
    private void startEmbedded() {
      try {
        EmbeddedPostgres embedded =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("shared_buffers", "64MB")
                .setServerConfig("max_connections", "100")
                .start();
        admin.setUrl(embedded.getJdbcUrl("postgres", "postgres"));
      } catch (IOException e) {
        throw new IllegalStateException(
            "no embedded PostgreSQL here; name a database in " + URL_VARIABLE, e);
      }
    }

    private PGSimpleDataSource database(String name) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl(admin.getUrl());
      source.setUser(admin.getUser());
      source.setPassword(admin.getPassword());
      source.setDatabaseName(name);
      return source;
    }

    private synchronized void ensureTemplate() {
      if (!templateReady) {
        execute("CREATE DATABASE " + TEMPLATE);
        Migrations.migrate(database(TEMPLATE));
        templateReady = true;
      }
    }

    private synchronized void execute(String sql) {
      try (Connection connection = admin.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
      }
    }
  }
}
