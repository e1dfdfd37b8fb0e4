package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import org.dwsaudit.app.report.ReportText;
import org.dwsaudit.app.report.SessionsCsv;
import org.dwsaudit.app.report.VerificationPdf;
import org.dwsaudit.schema.bundle.BundleException;
import org.dwsaudit.schema.bundle.BundleFlaw;
import org.dwsaudit.schema.bundle.BundleProgress;
import org.dwsaudit.schema.bundle.BundleReport;
import org.dwsaudit.schema.bundle.BundleVerifier;
import org.dwsaudit.schema.bundle.ProvedSession;
import org.dwsaudit.schema.note.NoteVerifier;

/**
 * Checks a bundle and says what was proved.
 *
 * @param key the public key that is trusted
 * @param against a checkpoint kept earlier, as a signed note
 * @param report where to write a PDF
 * @param summary where to write a CSV
 */
record BundleVerification(
    Path file,
    Optional<NoteVerifier> key,
    Optional<String> against,
    Optional<Path> report,
    Optional<Path> summary) {

  int run(boolean json, PrintWriter out) throws IOException {
    try (SessionsCsv sessions = SessionsCsv.to(summary)) {
      BundleReport proved = verify(sessions, json);
      sessions.keep();
      if (report.isPresent()) {
        VerificationPdf.write(proved, file, sessions.first(), Clock.systemUTC(), report.get());
      }
      print(proved, json, out);
      return 0;
    } catch (BundleException e) {
      refuse(e, json, out);
      return ErrorReport.REFUSED;
    } finally {
      out.flush();
    }
  }

  private BundleReport verify(SessionsCsv sessions, boolean json) throws IOException {
    try (ProgressBar progress = Progress.open("verify", json)) {
      return new BundleVerifier(file, key, against)
          .verify(
              new BundleProgress() {
                @Override
                public void checked(long events, long ofEvents) {
                  progress.maxHint(ofEvents);
                  progress.stepTo(events);
                }

                @Override
                public void session(ProvedSession session) {
                  sessions.add(session);
                }
              });
    }
  }

  private void print(BundleReport proved, boolean json, PrintWriter out) {
    if (json) {
      out.println(ReportText.json(proved).toPrettyString());
      return;
    }
    out.printf("Proved: %s%n", file);
    ReportText.proved(proved).forEach(line -> out.printf("  %s%n", line));
    out.println("Only said, by who signed it:");
    ReportText.said(proved).forEach(line -> out.printf("  %s%n", line));
    if (!proved.keyGiven()) {
      out.println(
          "No --key was given: this is the key that the bundle names itself. Whoever made up a log"
              + " could sign it too. Compare the key with the one that you have from elsewhere.");
    }
  }

  private void refuse(BundleException e, boolean json, PrintWriter out) {
    if (json) {
      ObjectNode refused =
          JsonNodeFactory.instance
              .objectNode()
              .put("verified", false)
              .put("flaw", e.flaw().name())
              .put("message", e.getMessage());
      out.println(refused.toPrettyString());
    } else {
      out.printf("NOT proved: %s%n  %s: %s%n", file, e.flaw(), e.getMessage());
      out.println(
          e.flaw() == BundleFlaw.CHECKPOINT_NOT_COVERED
              ? "  Verify it without --against, or have it exported with --since."
              : "  Nothing in it can be relied on.");
    }
  }
}
