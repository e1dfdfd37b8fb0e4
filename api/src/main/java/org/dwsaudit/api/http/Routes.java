package org.dwsaudit.api.http;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.api.live.StreamApi;

/** All routes of the product itself; {@code /openapi.json} describes them. */
public final class Routes {

  private Routes() {}

  /**
   * @param counts is told what becomes of events
   */
  public static List<Endpoint> of(AuditServices services, AppendCounts counts) {
    return Stream.of(
            new IndexApi().endpoints(),
            new AppendApi(services, counts).endpoints(),
            new EventsApi(services).endpoints(),
            new SessionsApi(services).endpoints(),
            new ProjectionsApi(services).endpoints(),
            new ReplayApi(services).endpoints(),
            new ExportsApi(services).endpoints(),
            new StreamApi(services).endpoints(),
            new RetentionApi(services, Clock.systemUTC()).endpoints(),
            new HoldsApi(services).endpoints(),
            new SubscriptionsApi(services, Clock.systemUTC()).endpoints(),
            new LogApi(services).endpoints(),
            new LogProofsApi(services).endpoints(),
            new LogTilesApi(services).endpoints(),
            new TaxonomyApi(services).endpoints())
        .flatMap(List::stream)
        .toList();
  }
}
