package org.dwsaudit.api.http;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.access.StatedReason;
import org.dwsaudit.api.export.ExportJob;
import org.dwsaudit.api.export.ExportTerms;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.wire.FilterJson;

/** {@code POST /v1/exports}: streams an export, as fast as the caller takes it. */
final class ExportsApi {

  private static final int EXPORTS_MAX = 16;

  private final AuditServices services;
  private final FilterJson filters;
  private final Semaphore running = new Semaphore(EXPORTS_MAX);
  private final ThreadFactory threads = Thread.ofVirtual().name("export-", 1).factory();

  ExportsApi(AuditServices services) {
    this.services = services;
    this.filters = new FilterJson(services.taxonomy());
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.post("/v1/exports", this::export));
  }

  private HttpResponse export(ApiRequest request) {
    Principal principal = request.principal();
    ExportTerms terms =
        ExportOrder.read(request.json(), principal, filters, StatedReason.of(request.headers()));
    ExportJob job = new ExportJob(services, principal, terms);
    if (!running.tryAcquire()) {
      throw new AuditException(
          ErrorCode.OVERLOADED,
          "%d exports under way (expected: fewer; send the same again)".formatted(EXPORTS_MAX));
    }
    request.mayTakeLong();
    HttpResponseWriter answer = HttpResponse.streaming();
    ExportRun run = new ExportRun(job, answer);
    threads
        .newThread(
            () -> {
              try {
                run.run();
              } finally {
                running.release();
              }
            })
        .start();
    return answer;
  }
}
