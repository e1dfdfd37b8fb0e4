package org.dwsaudit.schema.json;

/** The bytes are not JSON in UTF-8. The message says what and where, and repeats little of them. */
public final class MalformedJsonException extends RuntimeException {

  private final String problem;
  private final int line;
  private final int column;

  MalformedJsonException(String problem, int line, int column) {
    this.problem = problem;
    this.line = line;
    this.column = column;
  }

  @Override
  public String getMessage() {
    return "line " + line + ", column " + column + ": " + problem;
  }

  /** What is wrong, without the place. */
  public String problem() {
    return problem;
  }

  /** From 1. */
  public int line() {
    return line;
  }

  /** From 1, in bytes. */
  public int column() {
    return column;
  }
}
