package org.dwsaudit.api.http.exchange;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.dwsaudit.api.access.Principals;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/**
 * Runs endpoints: each request on a virtual thread of its own, so many at once and no more, and so
 * many bytes of bodies at once and no more. What is beyond is refused as OVERLOADED at once.
 */
public final class EndpointRunner implements AutoCloseable {

  private static final int REQUESTS_MAX = 256;

  private final Principals principals;
  private final ContentEncoding encodings;
  private final BodyBudget budget;
  private final Semaphore requests = new Semaphore(REQUESTS_MAX);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 1).factory());

  public EndpointRunner(Principals principals, int requestBytesMax) {
    this.principals = principals;
    this.encodings = new ContentEncoding(requestBytesMax);
    this.budget = new BodyBudget(requestBytesMax);
  }

  /** A service for every path of the endpoints. */
  public Map<String, HttpService> services(List<Endpoint> endpoints) {
    Map<String, HttpService> services = new LinkedHashMap<>();
    endpoints.stream()
        .collect(Collectors.groupingBy(Endpoint::path, LinkedHashMap::new, Collectors.toList()))
        .forEach((path, ofPath) -> services.put(path, new PathService(ofPath, this)));
    return services;
  }

  HttpResponse run(Endpoint endpoint, ServiceRequestContext context, HttpRequest request) {
    // who looks after an overloaded server must still see its health and metrics
    boolean counted = endpoint.path().startsWith("/v1/") && !endpoint.staysOpen();
    if (counted && !requests.tryAcquire()) {
      throw new AuditException(
          ErrorCode.OVERLOADED,
          "%d requests under way (expected: fewer; send the same again)".formatted(REQUESTS_MAX));
    }
    BodyBudget.Share share = budget.share();
    BodyCollector collector = new BodyCollector(share);
    request.subscribe(collector, context.eventLoop());
    CompletableFuture<HttpResponse> answer =
        collector.body().thenApplyAsync(body -> answer(endpoint, context, body, share), threads);
    HttpResponse response = HttpResponse.of(answer);
    CompletableFuture.allOf(answer, response.whenComplete())
        .whenComplete(
            (_, _) -> {
              share.giveBack();
              if (counted) {
                requests.release();
              }
            });
    return response;
  }

  private HttpResponse answer(
      Endpoint endpoint, ServiceRequestContext context, byte[] sent, BodyBudget.Share share) {
    try {
      String encoding = context.request().headers().get(HttpHeaderNames.CONTENT_ENCODING, "");
      byte[] body = encodings.decode(encoding, sent, share);
      return endpoint
          .handler()
          .handle(
              new ApiRequest(
                  context,
                  principals.of(context),
                  Parameters.of(context.queryParams(), endpoint.parameters()),
                  body));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Waits for what still runs; the server MUST have stopped to take requests. */
  @Override
  public void close() {
    threads.close();
  }
}
