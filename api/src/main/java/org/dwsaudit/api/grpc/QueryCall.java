package org.dwsaudit.api.grpc;

import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Optional;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.compliance.redaction.ReadRequest;
import org.dwsaudit.projections.query.EventPage;
import org.dwsaudit.schema.wire.QueryRequest;

/** One call of Query: a page; the cursors in the trailers lead on and back. */
final class QueryCall {

  /** The trailers that have the cursors of what follows and what comes before. */
  static final String NEXT_CURSOR = "dws-next-cursor";

  static final String PREVIOUS_CURSOR = "dws-previous-cursor";

  private final AuditServices services;
  private final ReadRequest reader;
  private final QueryRequest query;

  QueryCall(AuditServices services, ReadRequest reader, QueryRequest query) {
    this.services = services;
    this.reader = reader;
    this.query = query;
  }

  void run(
      ServiceRequestContext request,
      PacedStream<org.dwsaudit.schema.grpc.v1.RecordedEvent> answers) {
    answers.requireCaller();
    EventPage page =
        services
            .reads()
            .once(
                reader,
                disclosure ->
                    services
                        .events()
                        .page(
                            reader.principal(),
                            query.filter(),
                            disclosure,
                            query.order(),
                            query.cursor(),
                            query.limit()));
    page.events().forEach(event -> answers.send(EventMessageWriter.write(event, query.fields())));
    trailer(request, PREVIOUS_CURSOR, page.previousCursor());
    trailer(request, NEXT_CURSOR, page.nextCursor());
  }

  private static void trailer(ServiceRequestContext request, String name, Optional<String> cursor) {
    cursor.ifPresent(
        text -> request.mutateAdditionalResponseTrailers(trailers -> trailers.set(name, text)));
  }
}
