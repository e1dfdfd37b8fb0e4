package org.dwsaudit.app.demo;

/** A step of the demo did not give what it must; the message says which and what. */
public final class DemoFailedException extends RuntimeException {

  DemoFailedException(String message) {
    super(message);
  }
}
