package org.dwsaudit.api.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.UnaryOperator;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.projections.export.ExportFormat;
import org.dwsaudit.projections.export.ExportWriter;
import org.dwsaudit.projections.export.ExportWriters;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.RecordedEvent;

/** One export: hands everything over, and puts on record that it did. */
public final class ExportJob {

  private final AuditServices services;
  private final Principal principal;
  private final ExportTerms terms;
  private final UnaryOperator<RecordedEvent> disclosure;

  /**
   * @throws org.dwsaudit.schema.error.AuditException CLEARANCE_EXCEEDED, before anything leaves
   */
  public ExportJob(AuditServices services, Principal principal, ExportTerms terms) {
    this.services = services;
    this.principal = principal;
    this.terms = terms;
    this.disclosure = services.redactor().forExport(principal, terms.clearance());
  }

  public ExportTerms terms() {
    return terms;
  }

  /**
   * Writes the export, closes the stream, and records it. Whoever waits for it MUST NOT take it for
   * whole before this returns.
   *
   * @param caller called before events are disclosed; may throw, where nobody waits any more
   */
  public void run(OutputStream out, Runnable caller) throws IOException {
    long events =
        switch (terms.kind()) {
          case NDJSON -> write(ExportFormat.NDJSON, out, caller);
          case CSV -> write(ExportFormat.CSV, out, caller);
          case CLOUDEVENTS -> write(ExportFormat.CLOUDEVENTS, out, caller);
          case BUNDLE -> writeBundle(out);
        };
    services.facts().record(principal.tenant(), terms.completed(events, principal.actor()));
  }

  private long write(ExportFormat format, OutputStream out, Runnable caller) throws IOException {
    try (ExportWriter writer = ExportWriters.open(format, out)) {
      return services
          .exports()
          .export(
              principal,
              terms.filter(),
              event -> {
                caller.run();
                return disclosure.apply(event);
              },
              writer);
    }
  }

  private long writeBundle(OutputStream out) throws IOException {
    long events = services.bundles().write(principal, terms.bundle(), out);
    out.close();
    return events;
  }
}
