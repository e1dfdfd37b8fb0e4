package org.dwsaudit.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dwsaudit.app.config.ConfigReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    description = {
      "Checks a bundle, or a store.",
      "",
      "A bundle (export --format bundle) is checked offline, with the log's public key alone. Have"
          + " the key from somebody you trust (log key prints it), not from who sent the bundle.",
      "",
      "With --store every event in a database is checked: that it is as it was recorded, that none"
          + " is missing, and that the Merkle log and its checkpoints are of these events. That"
          + " asks no server; a server may run meanwhile."
    },
    mixinStandardHelpOptions = true)
final class VerifyVerb implements Callable<Integer> {

  private static final List<String> OF_BUNDLE = List.of("--key", "--report", "--summary");
  private static final List<String> OF_STORE = List.of("--data", "--database-url", "--config");

  @Spec private CommandSpec spec = CommandSpec.create();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private What what = new What();

  @ArgGroup(validate = false, heading = "%nFor a bundle:%n")
  private OfBundle bundle = new OfBundle();

  @ArgGroup(validate = false, heading = "%nFor a store:%n")
  private OfStore store = new OfStore();

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "A checkpoint kept earlier: shows that nothing it covers was changed.")
  private @Nullable Path against;

  @Option(names = "--json", description = "Machine-readable output.")
  private boolean json;

  /** An option that would do nothing is refused, lest somebody believe that it did something. */
  private void requireNone(List<String> options, String there, String where) {
    for (String option : options) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(
            spec.commandLine(), "%s: with %s (expected: with %s)".formatted(option, there, where));
      }
    }
  }

  private static final class What {
    @Parameters(paramLabel = "BUNDLE", description = "The bundle's file.")
    private @Nullable Path bundle;

    @Option(
        names = "--store",
        description = "Check a store: that of --database-url, else the one in the data folder.")
    private boolean store;
  }

  private static final class OfBundle {
    @Option(
        names = "--key",
        paramLabel = "KEY",
        description = {
          "The log's public key, or a file with it. An older key will do: the bundle shows which"
              + " followed. Without it the bundle is checked under the key that it names itself."
        })
    private @Nullable String key;

    @Option(names = "--report", paramLabel = "FILE", description = "Write a report, as PDF.")
    private @Nullable Path report;

    @Option(
        names = "--summary",
        paramLabel = "FILE",
        description = "Write what was proved of each session, as CSV.")
    private @Nullable Path summary;
  }

  private static final class OfStore {
    @Option(names = "--data", paramLabel = "FOLDER", description = "Data folder (default: ./data).")
    private @Nullable Path data;

    @Option(
        names = "--database-url",
        paramLabel = "URL",
        description = "The server's PostgreSQL, as jdbc:postgresql://host:5432/name.")
    private @Nullable String databaseUrl;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file (YAML).")
    private @Nullable Path config;

    private Map<String, String> settings() {
      Map<String, String> values = new HashMap<>();
      if (data != null) {
        values.put("data", data.toString());
      }
      if (databaseUrl != null) {
        values.put("database.url", databaseUrl);
      }
      return values;
    }
  }

  @Override
  public Integer call() throws IOException {
    var out = spec.commandLine().getOut();
    Path file = what.bundle;
    if (file == null) {
      requireNone(OF_BUNDLE, "--store", "a bundle");
      return new StoreVerification(
              ConfigReader.read(store.config, System.getenv(), store.settings()),
              Optional.ofNullable(against).map(kept -> CheckpointFile.read("--against", kept)),
              json,
              out,
              spec.commandLine().getErr())
          .run();
    }
    requireNone(OF_STORE, "a bundle", "--store");
    return new BundleVerification(
            file,
            Optional.ofNullable(bundle.key).map(key -> CheckpointFile.key("--key", key)),
            Optional.ofNullable(against)
                .map(kept -> CheckpointFile.note("--against", kept).format()),
            Optional.ofNullable(bundle.report),
            Optional.ofNullable(bundle.summary))
        .run(json, out);
  }
}
