package org.dwsaudit.projections.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;
import org.dwsaudit.schema.event.RecordedEvent;

/** {@link ExportFormat#NDJSON} and {@link ExportFormat#CLOUDEVENTS}: every line ends in a LF. */
final class LineExportWriter implements ExportWriter {

  private final Function<RecordedEvent, byte[]> line;
  private final OutputStream out;

  /**
   * @param line the event as one line of UTF-8, without its end
   */
  LineExportWriter(Function<RecordedEvent, byte[]> line, OutputStream out) {
    this.line = line;
    this.out = new BufferedOutputStream(out);
  }

  @Override
  public void write(RecordedEvent event) throws IOException {
    out.write(line.apply(event));
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
