package org.dwsaudit.projections.export;

import java.io.IOException;
import org.dwsaudit.schema.event.RecordedEvent;

/**
 * Writes events, one after the other, in the order given. The events MUST be redacted already: a
 * writer withholds nothing. Not safe for use by several threads.
 */
public interface ExportWriter extends AutoCloseable {

  void write(RecordedEvent event) throws IOException;

  /** Writes what is still buffered and closes the stream. */
  @Override
  void close() throws IOException;
}
