package org.dwsaudit.app.cli;

import java.io.Console;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;

/** Progress of long work: on a terminal, on standard error; quiet everywhere else. */
final class Progress {

  private static final long BYTES_PER_MEGABYTE = 1_000_000;

  private Progress() {}

  /** Counts events. */
  static ProgressBar open(String task, boolean quiet) {
    return open(task, quiet, " events", 1);
  }

  /** Counts bytes, shown as megabytes. */
  static ProgressBar ofBytes(String task, boolean quiet) {
    return open(task, quiet, " MB", BYTES_PER_MEGABYTE);
  }

  private static ProgressBar open(String task, boolean quiet, String unit, long unitSize) {
    ProgressBarConsumer consumer =
        quiet || !isTerminal()
            ? new Silence()
            : new ConsoleProgressBarConsumer(new PrintStream(System.err, true));
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setConsumer(consumer)
        .showSpeed()
        .setUnit(unit, unitSize)
        .hideEta()
        .build();
  }

  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private static final class Silence implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return 0;
    }

    @Override
    public void accept(String rendered) {
      // nobody watches
    }

    @Override
    public void close() {
      // nothing was opened
    }
  }
}
