package org.dwsaudit.app.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The embedded PostgreSQL of a server that runs, found by what it left in the data folder. */
final class RunningPostgres {

  /** The port's line in {@code postmaster.pid}, counted from 0. */
  private static final int PORT_LINE = 3;

  private RunningPostgres() {}

  /** Connects beside the server; closing what is returned leaves it running. */
  static Database connect(Path folder, String superuser, String name) {
    Path claim = folder.resolve("postgres").resolve("postmaster.pid");
    try {
      List<String> lines = Files.readAllLines(claim);
      int port = Integer.parseInt(lines.get(PORT_LINE).trim());
      String password = Files.readString(folder.resolve("postgres.password")).trim();
      return ExternalDatabase.connect(
          "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name), superuser, password);
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      throw DatabaseException.unreachable(
          "a server has the data folder %s, and its PostgreSQL is not to be found (expected: try again when it has started)"
              .formatted(folder),
          e);
    }
  }
}
