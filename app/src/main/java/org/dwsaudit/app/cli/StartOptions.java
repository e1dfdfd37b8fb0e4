package org.dwsaudit.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where following the log begins: with what comes from now on, unless told otherwise. */
final class StartOptions {

  @Option(names = "--from-start", description = "Begin with the oldest event that is kept.")
  private boolean fromStart;

  @Option(
      names = "--after",
      paramLabel = "POSITION",
      description = "Begin behind a position, as record.position of an event.")
  private @Nullable String after;

  /**
   * Refuses to begin at two places.
   *
   * @throws UsageException if both are given
   */
  void check() {
    if (fromStart && after != null) {
      throw new UsageException("--from-start and --after: both (expected: one of them)");
    }
  }

  boolean fromStart() {
    return fromStart;
  }

  @Nullable String after() {
    return after;
  }
}
