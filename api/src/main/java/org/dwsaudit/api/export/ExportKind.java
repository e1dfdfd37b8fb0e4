package org.dwsaudit.api.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dwsaudit.projections.export.ExportFormat;

/** What can be exported: events in a format, or a bundle that proves itself. */
public enum ExportKind {
  NDJSON("ndjson", ExportFormat.NDJSON.mediaType()),
  CSV("csv", ExportFormat.CSV.mediaType()),
  CLOUDEVENTS("cloudevents.ndjson", ExportFormat.CLOUDEVENTS.mediaType()),
  BUNDLE("bundle.zip", "application/zip");

  private final String label = name().toLowerCase(Locale.ROOT);
  private final String extension;
  private final String mediaType;

  ExportKind(String extension, String mediaType) {
    this.extension = extension;
    this.mediaType = mediaType;
  }

  /** The lower-case name used in JSON and on the command line. */
  public String label() {
    return label;
  }

  public String mediaType() {
    return mediaType;
  }

  /** Of files' names. */
  String extension() {
    return extension;
  }

  public static Optional<ExportKind> ofLabel(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
  }

  /** All labels, for messages. */
  public static String labels() {
    return Arrays.stream(values()).map(ExportKind::label).collect(Collectors.joining(", "));
  }
}
