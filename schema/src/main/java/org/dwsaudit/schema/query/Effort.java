package org.dwsaudit.schema.query;

/**
 * What evaluations have cost in all: in steps, which are the same for the same events each time.
 * For one thread at a time.
 */
public final class Effort {

  private long steps;

  void add(long more) {
    steps += more;
  }

  /** A step takes some tens of nanoseconds. */
  public long steps() {
    return steps;
  }
}
