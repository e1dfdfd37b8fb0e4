package org.dwsaudit.api.server;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.dwsaudit.api.http.exchange.Endpoint;

/** {@code /metrics}, in the text format of Prometheus. */
final class MetricsApi {

  private static final MediaType TEXT = MediaType.parse("text/plain; version=0.0.4; charset=utf-8");

  private final PrometheusMeterRegistry metrics;

  MetricsApi(PrometheusMeterRegistry metrics) {
    this.metrics = metrics;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/metrics", _ -> HttpResponse.of(HttpStatus.OK, TEXT, metrics.scrape())));
  }
}
