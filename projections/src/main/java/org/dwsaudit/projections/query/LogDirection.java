package org.dwsaudit.projections.query;

/** Which way the log is read. */
enum LogDirection {
  /** In commit order. */
  FORWARD,
  BACKWARD;

  LogDirection opposite() {
    return switch (this) {
      case FORWARD -> BACKWARD;
      case BACKWARD -> FORWARD;
    };
  }
}
