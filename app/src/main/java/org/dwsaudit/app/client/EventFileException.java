package org.dwsaudit.app.client;

/** A file of events that cannot be read; the message says where and what was expected. */
public final class EventFileException extends RuntimeException {

  EventFileException(String message) {
    super(message);
  }
}
