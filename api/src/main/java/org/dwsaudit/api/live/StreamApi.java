package org.dwsaudit.api.live;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.api.http.exchange.Parameters;
import org.dwsaudit.projections.live.LiveRequest;
import org.dwsaudit.projections.live.StartPoint;
import org.dwsaudit.schema.administration.ReadScope;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.wire.FilterJson;

/** {@code GET /v1/events/stream}: Server-Sent Events. */
public final class StreamApi {

  private static final String LAST_EVENT_ID = "last-event-id";

  private final AuditServices services;
  private final FilterJson filters;

  public StreamApi(AuditServices services) {
    this.services = services;
    this.filters = new FilterJson(services.taxonomy());
  }

  public List<Endpoint> endpoints() {
    String[] parameters =
        Stream.concat(FilterParameters.names(), Stream.of("from", "after")).toArray(String[]::new);
    return List.of(
        Endpoint.get("/v1/events/stream", this::stream).with(parameters).thatStaysOpen());
  }

  private HttpResponse stream(ApiRequest request) {
    EventFilter filter = FilterParameters.read(request.parameters(), filters);
    StartPoint start = start(request);
    if (request.isHead()) {
      return HttpResponse.of(SseOutlet.HEADERS);
    }
    request.mayTakeLong();
    HttpResponseWriter answer = HttpResponse.streaming();
    services
        .live()
        .subscribe(
            new LiveRequest(
                request.principal(),
                filter,
                start,
                services.reads().stream(request.toRead(new ReadScope.Stream(filter)))),
            new SseOutlet(answer, request.eventLoop()));
    return answer;
  }

  /** A client that comes back knows better where it is than the address that it began with. */
  private static StartPoint start(ApiRequest request) {
    Parameters parameters = request.parameters();
    StartPoint asked = StartPoints.read(parameters.text("from"), parameters.text("after"));
    return Optional.ofNullable(request.headers().get(LAST_EVENT_ID))
        .filter(id -> !id.isEmpty())
        .<StartPoint>map(id -> StartPoints.after(LAST_EVENT_ID, id))
        .orElse(asked);
  }
}
