package org.dwsaudit.app.database;

import org.jspecify.annotations.Nullable;

/** The database cannot be started or reached; the message says what to do. */
public final class DatabaseException extends RuntimeException {

  private final boolean unreachable;

  private DatabaseException(String message, boolean unreachable, @Nullable Throwable cause) {
    super(message, cause);
    this.unreachable = unreachable;
  }

  static DatabaseException unreachable(String message, @Nullable Throwable cause) {
    return new DatabaseException(message, true, cause);
  }

  static DatabaseException refused(String message, @Nullable Throwable cause) {
    return new DatabaseException(message, false, cause);
  }

  /**
   * Whether there is a database somewhere that does not answer, as opposed to one that cannot be.
   */
  public boolean isUnreachable() {
    return unreachable;
  }
}
