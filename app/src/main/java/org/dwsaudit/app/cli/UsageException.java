package org.dwsaudit.app.cli;

/** An argument that makes no sense, noticed after parsing. */
final class UsageException extends RuntimeException {

  UsageException(String message) {
    super(message);
  }
}
