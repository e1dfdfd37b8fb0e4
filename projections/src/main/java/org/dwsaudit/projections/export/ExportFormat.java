package org.dwsaudit.projections.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an export is written as. Every format is UTF-8. */
public enum ExportFormat {
  /** One event a line, as a query answers with it. */
  NDJSON("application/x-ndjson"),
  /**
   * RFC 4180: a header, then one event a record, a column for each common field. What an event does
   * not have is an empty cell. {@code context}, {@code payload} and {@code field_classifications}
   * hold JSON.
   *
   * <p>Spreadsheets run cells as formulas. A text cell that begins with {@code =}, {@code +},
   * {@code -}, {@code @}, their full-width forms, a tab, a carriage return or a line feed therefore
   * gets an apostrophe in front. So does one that begins with an apostrophe: whoever takes one
   * leading apostrophe off has the value. JSON begins with a brace and stays as it is.
   */
  CSV("text/csv; charset=utf-8"),
  /** One CloudEvent 1.0.2 a line, in structured mode as JSON. */
  CLOUDEVENTS("application/x-ndjson");

  private final String label = name().toLowerCase(Locale.ROOT);
  private final String mediaType;

  ExportFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The lower-case name used in JSON and on the command line. */
  public String label() {
    return label;
  }

  public String mediaType() {
    return mediaType;
  }

  public static Optional<ExportFormat> ofLabel(String label) {
    return Arrays.stream(values()).filter(format -> format.label.equals(label)).findFirst();
  }
}
