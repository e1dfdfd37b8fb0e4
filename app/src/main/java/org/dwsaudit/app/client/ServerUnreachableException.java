package org.dwsaudit.app.client;

/** The server does not answer; the message says what to do. */
public final class ServerUnreachableException extends RuntimeException {

  ServerUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
