package org.dwsaudit.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./dws-audit VERB …}. */
@Command(
    name = "dws-audit",
    description =
        "The audit store for digital workers: records their events, proves and returns them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      ServeVerb.class,
      DemoVerb.class,
      AppendVerb.class,
      QueryVerb.class,
      CountVerb.class,
      TailVerb.class,
      SessionsVerb.class,
      ReplayVerb.class,
      ExportVerb.class,
      VerifyVerb.class,
      RetentionVerb.class,
      SubscriptionsVerb.class,
      ProjectionsVerb.class,
      HoldVerb.class,
      LogVerb.class,
      RehearseVerb.class
    },
    footer = {
      "",
      "Exit status: 0 done, 1 refused or not as recorded, 2 wrong usage, 3 the server or database"
          + " is out of reach.",
      "Start with: ./dws-audit demo. How fast it is: ./dws-audit bench --help"
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  private Main(CommandSpec spec) {
    this.spec = spec;
  }

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line, as {@code main} runs it. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main(CommandSpec.create()))
        .setExecutionExceptionHandler(new ErrorReport())
        .setExitCodeExceptionMapper(ErrorReport::exitCode)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpLongOptionsMaxWidth(30);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "no verb given (expected: one of those below)");
  }
}
