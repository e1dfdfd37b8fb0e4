package org.dwsaudit.app.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.dwsaudit.schema.bundle.BundleManifest;
import org.dwsaudit.schema.bundle.BundleReport;
import org.dwsaudit.schema.bundle.ProvedSession;

/** A report of what was proved of a bundle, to be filed. */
public final class VerificationPdf {

  private VerificationPdf() {}

  /**
   * Writes it; the file appears when it is complete.
   *
   * @param bundle the bundle's file
   * @param sessions the first of its sessions
   */
  public static void write(
      BundleReport report, Path bundle, List<ProvedSession> sessions, Clock clock, Path target)
      throws IOException {
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    try (PDDocument document = new PDDocument()) {
      describe(document, clock);
      try (PdfPages pages = new PdfPages(document)) {
        pages.title("Verification of an audit export");
        pages.text("Everything under “Proved” was checked against the log's public key.");
        file(pages, report, bundle, clock);
        pages.heading("Proved");
        for (String line : ReportText.proved(report)) {
          pages.text(line.strip());
        }
        checkpoint(pages, report);
        export(pages, report.manifest());
        pages.heading("Only said, by who signed the export");
        for (String line : ReportText.said(report)) {
          pages.text(line);
        }
        sessions(pages, report, sessions);
      }
      document.save(partial.toFile());
    }
    Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void describe(PDDocument document, Clock clock) {
    PDDocumentInformation information = document.getDocumentInformation();
    information.setTitle("Verification of an audit export");
    information.setProducer("DWS Audit");
    GregorianCalendar now = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    now.setTimeInMillis(clock.millis());
    information.setCreationDate(now);
  }

  private static void file(PdfPages pages, BundleReport report, Path bundle, Clock clock)
      throws IOException {
    pages.heading("What was checked");
    pages.field("File", String.valueOf(bundle.getFileName()));
    pages.field("Size", "%,d bytes".formatted(report.fileBytes()));
    pages.field("SHA-256", report.fileSha256());
    pages.field("Checked at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    pages.field(
        "Key",
        report.keyGiven()
            ? "given by who checked: " + report.key().text()
            : "NOT given, but named by the export itself: " + report.key().text());
  }

  private static void checkpoint(PdfPages pages, BundleReport report) throws IOException {
    pages.heading("Checkpoint");
    pages.field("Log", report.checkpoint().origin());
    pages.field("Entries", "%,d".formatted(report.checkpoint().size()));
    pages.field("Root", report.checkpoint().root().hex());
    if (report.earlier().isPresent()) {
      pages.field("Consistent with", "%,d entries".formatted(report.earlier().get().size()));
    }
  }

  private static void export(PdfPages pages, BundleManifest manifest) throws IOException {
    pages.heading("Export");
    pages.field("Id", manifest.exportId().toString());
    pages.field("Made at", manifest.createdAt().toString());
    pages.field("By", manifest.actor());
    pages.field("Tenant", manifest.tenant().value());
    pages.field("Clearance", manifest.clearance().label());
    pages.field("Filter", manifest.filter().isEmpty() ? "none" : manifest.filter().toString());
    if (manifest.reason() != null) {
      pages.field("Reason", manifest.reason());
    }
  }

  private static void sessions(PdfPages pages, BundleReport report, List<ProvedSession> sessions)
      throws IOException {
    pages.heading("Sessions");
    pages.row(List.of("session", "first", "last", "events", "expired", "withheld", "head"));
    for (ProvedSession session : sessions) {
      pages.row(
          Stream.concat(
                  Stream.of(session.session().toString()),
                  Stream.of(
                          session.first(),
                          session.last(),
                          session.events(),
                          session.expired(),
                          session.withheldParts(),
                          session.head())
                      .map("%,d"::formatted))
              .toList());
    }
    long others = report.counts().sessions() - sessions.size();
    if (others > 0) {
      pages.text("and %,d others, which the CSV summary has".formatted(others));
    }
  }
}
