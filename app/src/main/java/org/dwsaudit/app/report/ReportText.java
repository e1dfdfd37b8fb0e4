package org.dwsaudit.app.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.schema.bundle.BundleCounts;
import org.dwsaudit.schema.bundle.BundleManifest;
import org.dwsaudit.schema.bundle.BundleReport;

/** What was proved of a bundle, in words. */
public final class ReportText {

  private ReportText() {}

  /** What holds, whoever made the bundle. */
  public static List<String> proved(BundleReport report) {
    BundleCounts counts = report.counts();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s of %s, as they were recorded; %s withheld, each in its place"
            .formatted(
                number(counts.events(), "event"),
                number(counts.sessions(), "session"),
                number(counts.withheldParts(), "part")));
    report
        .earliest()
        .ifPresent(
            earliest ->
                lines.add(
                    "recorded from %s to %s"
                        .formatted(earliest, report.latest().orElse(earliest))));
    lines.add(
        counts.expired() == 0
            ? "no number is missing in any session between its first and its last here"
            : "no number is missing in any session, but %,d that expired, vouched for by %s"
                .formatted(counts.expired(), number(report.receipts(), "receipt")));
    if (counts.expired() == 0 && report.receipts() > 0) {
      lines.add("%s of retention in the log".formatted(number(report.receipts(), "receipt")));
    }
    lines.add(
        "under the checkpoint of %s of the log %s"
            .formatted(
                number(report.checkpoint().size(), "entry", "entries"),
                report.checkpoint().origin()));
    lines.add("  root %s".formatted(report.checkpoint().root().hex()));
    lines.add("  key  %s".formatted(report.key().text()));
    report
        .earlier()
        .ifPresent(
            earlier ->
                lines.add(
                    "and the first %,d entries are those of the checkpoint kept earlier"
                        .formatted(earlier.size())));
    return lines;
  }

  private static String number(long count, String one) {
    return number(count, one, one + "s");
  }

  private static String number(long count, String one, String several) {
    return "%,d %s".formatted(count, count == 1 ? one : several);
  }

  /** What the log's owner says and nobody can prove. */
  public static List<String> said(BundleReport report) {
    BundleManifest manifest = report.manifest();
    List<String> lines = new ArrayList<>();
    lines.add(
        "exported %s by %s for tenant %s, up to %s"
            .formatted(
                manifest.createdAt(),
                visible(manifest.actor()),
                visible(manifest.tenant().value()),
                manifest.clearance().label()));
    if (manifest.reason() != null) {
      lines.add("reason: %s".formatted(visible(manifest.reason())));
    }
    lines.add(
        manifest.filter().isEmpty()
            ? "that these are all of the tenant's sessions with events left"
            : "that no other event matches %s (%,d of these do)"
                .formatted(visible(manifest.filter().toString()), report.counts().matching()));
    lines.add("where a session goes on behind its last number here");
    return lines;
  }

  /** Text from outside: control characters could make a terminal show something else. */
  static String visible(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              if (Character.isISOControl(c)
                  || type == Character.FORMAT
                  || type == Character.SURROGATE
                  || type == Character.LINE_SEPARATOR
                  || type == Character.PARAGRAPH_SEPARATOR) {
                shown.append("\\u{%x}".formatted(c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  /** The same for machines. */
  public static ObjectNode json(BundleReport report) {
    BundleManifest manifest = report.manifest();
    BundleCounts counts = report.counts();
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("verified", true);
    json.put("key", report.key().text()).put("key_given", report.keyGiven());
    json.putObject("checkpoint")
        .put("origin", report.checkpoint().origin())
        .put("size", report.checkpoint().size())
        .put("root", report.checkpoint().root().hex());
    report.earlier().ifPresent(earlier -> json.put("consistent_with", earlier.size()));
    json.put("events", counts.events())
        .put("matching", counts.matching())
        .put("sessions", counts.sessions())
        .put("withheld_parts", counts.withheldParts())
        .put("expired", counts.expired())
        .put("receipts", report.receipts());
    report.earliest().ifPresent(time -> json.put("earliest", time.toString()));
    report.latest().ifPresent(time -> json.put("latest", time.toString()));
    ObjectNode said =
        json.putObject("said")
            .put("export_id", manifest.exportId().toString())
            .put("created_at", manifest.createdAt().toString())
            .put("tenant", manifest.tenant().value())
            .put("actor", manifest.actor())
            .put("clearance", manifest.clearance().label())
            .put("reason", manifest.reason());
    said.set("filter", manifest.filter());
    json.putObject("file").put("bytes", report.fileBytes()).put("sha256", report.fileSha256());
    return json;
  }
}
