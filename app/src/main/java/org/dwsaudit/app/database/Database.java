package org.dwsaudit.app.database;

import javax.sql.DataSource;

/** A PostgreSQL that the server keeps its events in. Closing lets go of it. */
public interface Database extends AutoCloseable {

  /** Connects as the owner of the tables. Connections are not pooled. */
  DataSource owner();

  /** For people: where it is. */
  String description();

  @Override
  void close();
}
