package org.dwsaudit.api.grpc;

import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dwsaudit.projections.query.EventPage;
import org.dwsaudit.projections.query.EventQueries;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.wire.QueryRequest;

/**
 * One call of Query: pages until the limit is reached, nothing follows, or enough of the log was
 * looked through; the cursor in the trailers goes on.
 */
final class QueryCall {

  /** The trailers that have the cursors of what follows and what comes before. */
  static final String NEXT_CURSOR = "dws-next-cursor";

  static final String PREVIOUS_CURSOR = "dws-previous-cursor";

  /** A filter that selects little must not read the whole log in one call. */
  private final EventQueries events;

  private final Principal principal;
  private final QueryRequest query;
  private final UnaryOperator<RecordedEvent> disclosure;

  QueryCall(
      EventQueries events,
      Principal principal,
      QueryRequest query,
      UnaryOperator<RecordedEvent> disclosure) {
    this.events = events;
    this.principal = principal;
    this.query = query;
    this.disclosure = disclosure;
  }

  void run(
      ServiceRequestContext request,
      PacedStream<org.dwsaudit.schema.grpc.v1.RecordedEvent> answers) {
    answers.requireCaller();
    EventPage page =
        events.page(
            principal, query.filter(), disclosure, query.order(), query.cursor(), query.limit());
    page.events().forEach(event -> answers.send(EventMessageWriter.write(event, query.fields())));
    trailer(request, PREVIOUS_CURSOR, page.previousCursor());
    trailer(request, NEXT_CURSOR, page.nextCursor());
  }

  private static void trailer(ServiceRequestContext request, String name, Optional<String> cursor) {
    cursor.ifPresent(
        text -> request.mutateAdditionalResponseTrailers(trailers -> trailers.set(name, text)));
  }
}
