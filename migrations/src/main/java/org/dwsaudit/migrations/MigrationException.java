package org.dwsaudit.migrations;

/** The database could not be brought to what this version needs. */
public final class MigrationException extends RuntimeException {

  MigrationException(String message, Throwable cause) {
    super(message, cause);
  }
}
