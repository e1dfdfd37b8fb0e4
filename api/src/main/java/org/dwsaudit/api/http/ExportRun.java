package org.dwsaudit.api.http;

import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.io.IOException;
import org.dwsaudit.api.error.Failures;
import org.dwsaudit.api.export.ExportJob;
import org.dwsaudit.api.http.exchange.AnswerStream;
import org.dwsaudit.api.http.exchange.AnswerStream.CallerGoneException;
import org.dwsaudit.api.http.exchange.Problem;

/**
 * One export on its way out. It ends well only when every event is handed over and the export is on
 * record; else the answer is a problem where nothing has left yet, and breaks off where something
 * has, so that no caller takes a part for the whole.
 */
record ExportRun(ExportJob job, HttpResponseWriter answer) implements Runnable {

  @Override
  public void run() {
    AnswerStream stream = new AnswerStream(headers(), answer);
    try {
      job.run(stream, () -> {});
      stream.complete();
    } catch (CallerGoneException e) {
      answer.abort(e);
    } catch (IOException | RuntimeException e) {
      stream.fail(Problem.of(Failures.of(e)));
    }
  }

  private ResponseHeaders headers() {
    return ResponseHeaders.builder(HttpStatus.OK)
        .contentType(MediaType.parse(job.terms().kind().mediaType()))
        .add("content-disposition", "attachment; filename=\"" + job.terms().fileName() + "\"")
        .build();
  }
}
