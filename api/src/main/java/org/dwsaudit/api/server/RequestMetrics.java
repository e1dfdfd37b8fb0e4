package org.dwsaudit.api.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * Times every request as {@code dws_audit_requests_seconds}, by method, route and status. A route
 * is what was registered, never the path that somebody sent.
 */
final class RequestMetrics implements DecoratingHttpServiceFunction {

  private final MeterRegistry metrics;

  RequestMetrics(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  @Override
  public HttpResponse serve(
      HttpService delegate, ServiceRequestContext context, HttpRequest request) throws Exception {
    context.log().whenComplete().thenAccept(this::record);
    return delegate.serve(context, request);
  }

  private void record(RequestLog log) {
    ServiceRequestContext context = (ServiceRequestContext) log.context();
    Timer.builder("dws.audit.requests")
        .description("Requests, from the first byte in to the last byte out")
        .tag("method", context.method().name())
        .tag("route", context.config().route().patternString())
        .tag("status", log.responseStatus().codeAsText())
        .register(metrics)
        .record(Duration.ofNanos(log.totalDurationNanos()));
  }
}
