package org.dwsaudit.projections.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.dwsaudit.projections.query.EventQueries;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.query.EventFilter;

/** Exports: a scan of the log, disclosed as the caller decides, in a format. */
public final class Exports {

  private final EventQueries queries;

  public Exports(EventQueries queries) {
    this.queries = queries;
  }

  /**
   * Writes every event that matches and was in the log when the export began, in commit order, in
   * constant memory. The writer stays open.
   *
   * @param disclosure makes of each event what the principal may have; nothing else is withheld
   * @return how many events were written
   * @throws AuditException as {@link EventQueries#scan}; what was written until then is incomplete
   * @throws IOException if the writer does
   */
  public long export(
      Principal principal,
      EventFilter filter,
      UnaryOperator<RecordedEvent> disclosure,
      ExportWriter writer)
      throws IOException {
    AtomicLong events = new AtomicLong();
    try {
      queries.scan(
          principal,
          filter,
          disclosure,
          event -> {
            write(writer, event);
            events.incrementAndGet();
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return events.get();
  }

  private static void write(ExportWriter writer, RecordedEvent event) {
    try {
      writer.write(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
