package org.dwsaudit.bench.bed;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.dwsaudit.migrations.Migrations;
import org.postgresql.ds.PGSimpleDataSource;

/** One database of the benchmark's PostgreSQL, with the product's tables. */
public final class PgDatabase {

  private final PGSimpleDataSource source;
  private final UUID id = UUID.randomUUID();

  private PgDatabase(PGSimpleDataSource source) {
    this.source = source;
  }

  /** Makes the database and its tables beside the one that the source connects to. */
  static PgDatabase create(PGSimpleDataSource server, String name) throws SQLException {
    try (Connection connection = server.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " TEMPLATE template0");
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(server.getUrl());
    source.setUser(server.getUser());
    source.setPassword(server.getPassword());
    source.setDatabaseName(name);
    Migrations.migrate(source);
    return new PgDatabase(source);
  }

  /** A database that is there already, with its tables. */
  public static PgDatabase at(DataSource source) throws SQLException {
    return new PgDatabase(source.unwrap(PGSimpleDataSource.class));
  }

  public Connection connect() throws SQLException {
    return source.getConnection();
  }

  /** Connects as the tables' owner; not pooled. */
  public DataSource source() {
    return source;
  }

  /** Of this database and no later one of its name. */
  UUID id() {
    return id;
  }

  String url() {
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(
            source.getServerNames()[0], source.getPortNumbers()[0], source.getDatabaseName());
  }

  String user() {
    return String.valueOf(source.getUser());
  }

  String password() {
    return String.valueOf(source.getPassword());
  }

  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the only row. */
  public long number(String sql) throws SQLException {
    return Long.parseLong(text(sql));
  }

  /** The first column of the only row. */
  public String text(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
