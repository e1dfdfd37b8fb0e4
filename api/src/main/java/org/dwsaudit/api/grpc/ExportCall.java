package org.dwsaudit.api.grpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.projections.export.ExportWriter;
import org.dwsaudit.projections.export.ExportWriters;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.grpc.v1.ExportChunk;

/**
 * One call of Export. It ends well only when every event is handed over and the export is on
 * record.
 */
final class ExportCall {

  private final AuditServices services;
  private final Principal principal;
  private final ExportOrder order;
  private final UnaryOperator<RecordedEvent> disclosure;

  /**
   * @throws org.dwsaudit.schema.error.AuditException CLEARANCE_EXCEEDED, before anything leaves
   */
  ExportCall(AuditServices services, Principal principal, ExportOrder order) {
    this.services = services;
    this.principal = principal;
    this.order = order;
    this.disclosure = services.redactor().forExport(principal, order.clearance());
  }

  void run(PacedStream<ExportChunk> answers) {
    long events = write(answers);
    services.facts().record(principal.tenant(), order.completed(events, principal.actor()));
  }

  private long write(PacedStream<ExportChunk> answers) {
    try (ExportWriter writer = ExportWriters.open(order.format(), new ChunkOutput(answers))) {
      return services
          .exports()
          .export(
              principal,
              order.filter(),
              event -> {
                answers.requireCaller();
                return disclosure.apply(event);
              },
              writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
