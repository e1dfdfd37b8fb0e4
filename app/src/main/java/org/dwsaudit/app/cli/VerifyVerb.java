package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.dwsaudit.app.config.ConfigReader;
import org.dwsaudit.app.config.Settings;
import org.dwsaudit.app.database.Database;
import org.dwsaudit.app.database.EmbeddedDatabase;
import org.dwsaudit.app.database.ExternalDatabase;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.store.verification.ChainCheck;
import org.dwsaudit.store.verification.ChainFault;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    description = {
      "Checks that every event is as it was recorded and that none is missing. Reads the database"
          + " itself and asks no server; a server may run meanwhile."
    },
    mixinStandardHelpOptions = true)
final class VerifyVerb implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--store",
      required = true,
      description = "Check a store: that of --database-url, else the one in the data folder.")
  private boolean store;

  @Option(names = "--data", paramLabel = "FOLDER", description = "Data folder (default: ./data).")
  private @Nullable Path data;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description = "The server's PostgreSQL, as jdbc:postgresql://host:5432/name.")
  private @Nullable String databaseUrl;

  @Option(names = "--config", paramLabel = "FILE", description = "Configuration file (YAML).")
  private @Nullable Path config;

  @Option(names = "--json", description = "Machine-readable output.")
  private boolean json;

  @Override
  public Integer call() {
    Settings settings = ConfigReader.read(config, System.getenv(), commandLine());
    try (Database database = open(settings);
        ProgressBar progress = Progress.open("verify", json)) {
      ChainCheck.Report report =
          new ChainCheck(database.owner()).checkAll((_, events) -> progress.stepTo(events));
      print(report);
      return report.holds() ? 0 : ErrorReport.REFUSED;
    } catch (AuditException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      PrintWriter err = spec.commandLine().getErr();
      err.printf("nothing is verified: %s: %s%n", e.getMessage(), cause.getMessage());
      err.flush();
      return ErrorReport.OUT_OF_REACH;
    }
  }

  private static Database open(Settings settings) {
    String url = settings.databaseUrl();
    return url == null
        ? EmbeddedDatabase.open(settings.data())
        : ExternalDatabase.connect(url, settings.databaseUser(), settings.databasePassword());
  }

  private Map<String, String> commandLine() {
    Map<String, String> values = new HashMap<>();
    if (data != null) {
      values.put("data", data.toString());
    }
    if (databaseUrl != null) {
      values.put("database.url", databaseUrl);
    }
    return values;
  }

  private void print(ChainCheck.Report report) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(report).toPrettyString());
    } else {
      printForPeople(report, out);
    }
    out.flush();
  }

  private static ObjectNode json(ChainCheck.Report report) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("verified", report.holds())
            .put("sessions", report.sessions())
            .put("events", report.events())
            .put("unaccounted", report.unaccounted());
    ArrayNode faults = json.putArray("faults");
    for (ChainFault fault : report.faults()) {
      faults
          .addObject()
          .put("session_id", fault.session().toString())
          .put("sequence_number", fault.sequenceNumber())
          .put("kind", fault.kind().name().toLowerCase(Locale.ROOT))
          .put("message", words(fault.kind()));
    }
    return json;
  }

  private static void printForPeople(ChainCheck.Report report, PrintWriter out) {
    out.printf("Checked %,d sessions, %,d events.%n", report.sessions(), report.events());
    if (report.holds()) {
      out.println("Every event is as it was recorded, and none is missing that did not expire.");
      return;
    }
    if (!report.faults().isEmpty()) {
      ChainFault first = report.faults().getFirst();
      out.printf(
          "Wrong first in session %s, event %d: %s.%n",
          first.session(), first.sequenceNumber(), words(first.kind()));
    }
    if (report.faults().size() > 1) {
      out.printf("%,d sessions are wrong in all; --json lists them.%n", report.faults().size());
    }
    if (report.unaccounted() > 0) {
      out.printf(
          "%,d events more are missing than expired with whole months.%n", report.unaccounted());
    }
  }

  private static String words(ChainFault.Kind kind) {
    return switch (kind) {
      case ALTERED -> "the event, its place or its time is not the one that was recorded";
      case MISSING -> "it is missing and did not expire";
      case STRAY -> "nobody appended it: the session was never begun";
      case END -> "the session does not end as recorded";
    };
  }
}
