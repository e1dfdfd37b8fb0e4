package org.dwsaudit.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.dwsaudit.app.database.DatabaseException;
import org.dwsaudit.bench.bed.Bed;
import org.dwsaudit.bench.bed.Machine;
import org.dwsaudit.bench.measure.Measure;
import org.dwsaudit.bench.measure.Measures;
import org.dwsaudit.bench.measure.Scale;
import org.dwsaudit.bench.measure.Stage;
import org.dwsaudit.bench.report.Result;
import org.dwsaudit.bench.report.ResultJson;
import org.dwsaudit.bench.report.ResultTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code ./dws-audit bench}. */
@Command(
    name = "dws-audit bench",
    description = {
      "Measures the store beside peers, in one run, on a PostgreSQL of its own in a temporary"
          + " folder. Starts all that it needs on loopback and removes it again."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Measures: " + Measures.NAMES,
      "Exit status: 0 measured, 1 something could not be measured, 2 wrong usage, 3 PostgreSQL"
          + " does not start."
    })
public final class Bench implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--quick",
      description =
          "Less of everything: about a minute, and noisier. What reads beside the log only where"
              + " --only names it.")
  private boolean quick;

  @Option(names = "--json", description = "Machine-readable output.")
  private boolean json;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      arity = "1..*",
      split = ",",
      description = "Only these measures.")
  private List<String> only = List.of();

  @Option(names = "--rows", paramLabel = "N", description = "Events a round of bulk-append.")
  private @Nullable Integer rows;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Where the temporary folder is made (default: the system's).")
  private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

  private Bench() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Bench())
        .setExecutionExceptionHandler(Bench::report)
        .setUsageHelpLongOptionsMaxWidth(30);
  }

  private static int report(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    if (failure instanceof DatabaseException known) {
      command.getErr().println("dws-audit bench: " + known.getMessage());
      return 3;
    }
    throw failure;
  }

  @Override
  public Integer call() throws Exception {
    List<Measure> measures = measures();
    Scale scale = scale();
    PrintWriter out = spec.commandLine().getOut();
    Consumer<String> progress = json ? step -> {} : this::tell;
    progress.accept("starting PostgreSQL");
    List<Result> results = new ArrayList<>();
    Map<String, Object> machine;
    try (Bed bed = Bed.make(folder)) {
      Thread interrupted = new Thread(bed::close, "clean-up");
      Runtime.getRuntime().addShutdownHook(interrupted);
      machine = Machine.describe(bed);
      try (Stage stage = new Stage(bed, scale, progress)) {
        measures.forEach(measure -> results.add(run(measure, stage, progress)));
      }
      Runtime.getRuntime().removeShutdownHook(interrupted);
    }
    if (json) {
      out.println(ResultJson.document(results, machine).toPrettyString());
      out.flush();
    } else {
      ResultTable.print(results, machine, out);
    }
    return results.stream().allMatch(Result::isMeasured) ? 0 : 1;
  }

  private Result run(Measure measure, Stage stage, Consumer<String> progress) {
    progress.accept(measure.name());
    try {
      return measure.measure(stage);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return Result.notMeasured(measure.name(), measure.goal(), reason(e));
    }
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  private void tell(String step) {
    spec.commandLine().getErr().println("… " + step);
    spec.commandLine().getErr().flush();
  }

  private List<Measure> measures() {
    for (String name : only) {
      if (Measures.ALL.stream().noneMatch(measure -> measure.name().equals(name))) {
        throw new ParameterException(
            spec.commandLine(), "--only: %s (expected: %s)".formatted(name, Measures.NAMES));
      }
    }
    if (only.isEmpty()) {
      return quick ? Measures.QUICK : Measures.ALL;
    }
    return Measures.ALL.stream().filter(measure -> only.contains(measure.name())).toList();
  }

  private Scale scale() {
    Scale scale = quick ? Scale.QUICK : Scale.FULL;
    if (rows == null) {
      return scale;
    }
    if (rows < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rows: %d (expected: 1 or more)".formatted(rows));
    }
    return scale.withBulkEvents(rows);
  }
}
