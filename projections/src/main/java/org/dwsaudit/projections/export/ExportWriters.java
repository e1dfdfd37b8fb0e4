package org.dwsaudit.projections.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.dwsaudit.schema.cloudevents.CloudEventMapping;
import org.dwsaudit.schema.wire.EventJson;

/** The writer of each format. */
public final class ExportWriters {

  private ExportWriters() {}

  /**
   * A writer of the format to the stream. It buffers; closing it closes the stream.
   *
   * @throws IOException if the stream does
   */
  public static ExportWriter open(ExportFormat format, OutputStream out) throws IOException {
    return switch (format) {
      case NDJSON ->
          new LineExportWriter(
              event -> EventJson.text(event).getBytes(StandardCharsets.UTF_8), out);
      case CSV -> new CsvExportWriter(out);
      case CLOUDEVENTS -> new LineExportWriter(CloudEventMapping::toStructuredJson, out);
    };
  }
}
