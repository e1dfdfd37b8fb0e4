package org.dwsaudit.bench.measure;

import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;

/** One figure, and how it is come by. */
public interface Measure {

  /** As {@code --only} and the results name it. */
  String name();

  /** What the figure is held against. */
  Goal goal();

  /**
   * Measures ours and the peer in turns. What it sets up on the stage it takes down again, but for
   * what the stage shares.
   *
   * @throws Exception what kept it from measuring; the other measures go on
   */
  Result measure(Stage stage) throws Exception;
}
