package org.dwsaudit.app.server;

import org.jspecify.annotations.Nullable;

/** The server cannot start; the message says why and what to do. */
public final class StartException extends RuntimeException {

  StartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
