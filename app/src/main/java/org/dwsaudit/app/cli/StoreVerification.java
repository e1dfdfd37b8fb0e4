package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import org.dwsaudit.app.config.Settings;
import org.dwsaudit.app.database.Database;
import org.dwsaudit.app.database.EmbeddedDatabase;
import org.dwsaudit.app.database.ExternalDatabase;
import org.dwsaudit.compliance.transparency.TreeCheck;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.note.Checkpoint;
import org.dwsaudit.store.verification.ChainCheck;
import org.dwsaudit.store.verification.ChainFault;

/** Checks a store, over its database. */
final class StoreVerification {

  private final Settings settings;
  private final Optional<Checkpoint> kept;
  private final boolean json;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * @param kept a checkpoint that was kept elsewhere
   */
  StoreVerification(
      Settings settings,
      Optional<Checkpoint> kept,
      boolean json,
      PrintWriter out,
      PrintWriter err) {
    this.settings = settings;
    this.kept = kept;
    this.json = json;
    this.out = out;
    this.err = err;
  }

  int run() {
    try (Database database = open(settings);
        ProgressBar progress = Progress.open("verify", json)) {
      ChainCheck.Report report =
          new ChainCheck(database.owner()).checkAll((_, events) -> progress.stepTo(events));
      TreeCheck.Report tree = new TreeCheck(database.owner(), kept).check(_ -> {});
      print(report, tree);
      return report.holds() && tree.holds() ? 0 : ErrorReport.REFUSED;
    } catch (AuditException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
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

  private void print(ChainCheck.Report report, TreeCheck.Report tree) {
    if (json) {
      out.println(json(report, tree).toPrettyString());
    } else {
      printForPeople(report, out);
      printForPeople(tree, out);
    }
    out.flush();
  }

  private static void printForPeople(TreeCheck.Report tree, PrintWriter out) {
    out.printf(
        "Checked the Merkle log: %,d entries, %,d checkpoints.%n",
        tree.entries(), tree.checkpoints());
    out.println(
        tree.fault()
            .map(fault -> "Wrong first: " + fault + ".")
            .orElse("Every event is the entry of its position, and every checkpoint holds."));
  }

  private static ObjectNode json(ChainCheck.Report report, TreeCheck.Report tree) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("verified", report.holds() && tree.holds())
            .put("sessions", report.sessions())
            .put("events", report.events())
            .put("unaccounted", report.unaccounted());
    json.putObject("merkle_log")
        .put("entries", tree.entries())
        .put("checkpoints", tree.checkpoints())
        .put("fault", tree.fault().orElse(null));
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
