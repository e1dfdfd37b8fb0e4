package org.dwsaudit.api.http;

import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.error.Failures;
import org.dwsaudit.api.http.exchange.AnswerStream;
import org.dwsaudit.api.http.exchange.AnswerStream.CallerGoneException;
import org.dwsaudit.api.http.exchange.Problem;
import org.dwsaudit.projections.export.ExportWriter;
import org.dwsaudit.projections.export.ExportWriters;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.RecordedEvent;

/**
 * One export on its way out. It ends well only when every event is handed over and the export is on
 * record; else the answer is a problem where nothing has left yet, and breaks off where something
 * has, so that no caller takes a part for the whole.
 */
record ExportRun(
    AuditServices services,
    Principal principal,
    ExportOrder order,
    UnaryOperator<RecordedEvent> disclosure,
    HttpResponseWriter answer)
    implements Runnable {

  @Override
  public void run() {
    AnswerStream stream = new AnswerStream(headers(), answer);
    try {
      long events = write(stream);
      services.facts().record(principal.tenant(), order.completed(events, principal.actor()));
      stream.complete();
    } catch (CallerGoneException e) {
      answer.abort(e);
    } catch (IOException | RuntimeException e) {
      stream.fail(Problem.of(Failures.of(e)));
    }
  }

  private long write(AnswerStream stream) throws IOException {
    try (ExportWriter writer = ExportWriters.open(order.format(), stream)) {
      return services.exports().export(principal, order.filter(), disclosure, writer);
    }
  }

  private ResponseHeaders headers() {
    return ResponseHeaders.builder(HttpStatus.OK)
        .contentType(MediaType.parse(order.format().mediaType()))
        .add("content-disposition", "attachment; filename=\"" + order.fileName() + "\"")
        .build();
  }
}
