package org.dwsaudit.compliance.transparency;

/** The file with the private key cannot be used; the message says why and never has the key. */
public final class KeyFileException extends RuntimeException {

  private static final long serialVersionUID = 1;

  KeyFileException(String message) {
    super(message);
  }

  KeyFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
