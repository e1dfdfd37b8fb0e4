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

  /** The trailer that has the cursor of what follows. */
  static final String NEXT_CURSOR = "dws-next-cursor";

  /** A filter that selects little must not read the whole log in one call. */
  private static final int PAGES_MAX = 16;

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
    Optional<String> cursor = query.cursor();
    int left = query.limit();
    int pages = 0;
    do {
      answers.requireCaller();
      EventPage page = events.page(principal, query.filter(), disclosure, cursor, left);
      page.events().forEach(event -> answers.send(EventMessageWriter.write(event)));
      cursor = page.nextCursor();
      left -= page.events().size();
      pages++;
    } while (left > 0 && cursor.isPresent() && pages < PAGES_MAX);
    cursor.ifPresent(
        next ->
            request.mutateAdditionalResponseTrailers(trailers -> trailers.set(NEXT_CURSOR, next)));
  }
}
