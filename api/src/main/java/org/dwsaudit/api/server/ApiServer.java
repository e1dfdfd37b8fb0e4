package org.dwsaudit.api.server;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpServiceWithRoutes;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.access.Principals;
import org.dwsaudit.api.http.Routes;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.api.http.exchange.EndpointRunner;
import org.dwsaudit.api.http.exchange.ProblemErrorHandler;
import org.dwsaudit.api.live.SocketApi;

/** The one port that serves everything. */
public final class ApiServer implements AutoCloseable {

  private static final Duration REQUEST_TIME_MAX = Duration.ofSeconds(60);
  private static final Duration IDLE_TIME_MAX = Duration.ofSeconds(60);

  /** Stops as soon as nothing is under way: readers of streams ask again and again meanwhile. */
  private static final Duration CLOSE_QUIET = Duration.ofMillis(1);

  private static final Duration CLOSE_TIME_MAX = Duration.ofSeconds(20);

  /** Beside those of live streams. */
  private static final int CONNECTIONS_MAX = 1_024;

  private static final int STREAMS_PER_CONNECTION_MAX = 128;
  private static final int HEADER_BYTES_MAX = 16 << 10;
  private static final int REQUEST_LINE_BYTES_MAX = 32 << 10;

  private final Server server;
  private final EndpointRunner runner;
  private final InetAddress address;

  private ApiServer(Server server, EndpointRunner runner, InetAddress address) {
    this.server = server;
    this.runner = runner;
    this.address = address;
  }

  /**
   * Starts to listen.
   *
   * <p>Whatever is served here has a minute for a request and {@code limits.request_bytes} for its
   * body; services with streams among the extra ones MUST lift that for their streams themselves.
   *
   * @param address port 0 takes a free one
   * @param extra services beside the product's own routes, as gRPC
   * @throws PortInUseException if another program listens there
   */
  public static ApiServer start(
      InetSocketAddress address,
      AuditServices services,
      Principals principals,
      List<HttpServiceWithRoutes> extra,
      HealthSource health,
      PrometheusMeterRegistry metrics) {
    int requestBytesMax = services.limits().requestBytesMax();
    EndpointRunner runner = new EndpointRunner(principals, requestBytesMax);
    ServerBuilder builder =
        builder(address, requestBytesMax, services.live().limits().subscribersMax());
    runner.services(endpoints(services, health, metrics)).forEach(builder::service);
    builder.service(SocketApi.PATH, new SocketApi(services, principals).service());
    extra.forEach(builder::service);
    builder.serviceUnder(
        "/",
        (_, _) -> {
          throw HttpStatusException.of(HttpStatus.NOT_FOUND);
        });
    builder.meterRegistry(metrics);
    builder.decorator(new OriginGuard(address.getAddress()));
    builder.decorator(new RequestMetrics(metrics));
    Server server = builder.build();
    listen(server, address);
    return new ApiServer(server, runner, address.getAddress());
  }

  private static List<Endpoint> endpoints(
      AuditServices services, HealthSource health, PrometheusMeterRegistry metrics) {
    List<Endpoint> all = new ArrayList<>(Routes.of(services, new EventCounters(metrics)));
    all.addAll(new HealthApi(health).endpoints());
    all.addAll(new MetricsApi(metrics).endpoints());
    return all;
  }

  private static ServerBuilder builder(
      InetSocketAddress address, int requestBytesMax, int subscribersMax) {
    return Server.builder()
        .http(address)
        .errorHandler(new ProblemErrorHandler(requestBytesMax))
        .requestTimeout(REQUEST_TIME_MAX)
        .maxRequestLength(requestBytesMax)
        .maxNumConnections(CONNECTIONS_MAX + subscribersMax)
        .idleTimeout(IDLE_TIME_MAX)
        .http1MaxInitialLineLength(REQUEST_LINE_BYTES_MAX)
        .http1MaxHeaderSize(HEADER_BYTES_MAX)
        .http2MaxHeaderListSize(HEADER_BYTES_MAX + REQUEST_LINE_BYTES_MAX)
        .http2MaxStreamsPerConnection(STREAMS_PER_CONNECTION_MAX)
        .gracefulShutdownTimeout(CLOSE_QUIET, CLOSE_TIME_MAX)
        // what went wrong is logged where it is turned into an answer
        .unhandledExceptionsReportInterval(Duration.ZERO)
        .disableServerHeader()
        .setHeader("x-content-type-options", "nosniff")
        .setHeader(HttpHeaderNames.CACHE_CONTROL, "no-store");
  }

  private static void listen(Server server, InetSocketAddress address) {
    try {
      server.start().join();
    } catch (CompletionException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (isInUse(cause)) {
          throw new PortInUseException(address, cause);
        }
      }
      throw new UncheckedIOException(
          new IOException("cannot listen on %s".formatted(address), e.getCause()));
    }
  }

  private static boolean isInUse(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return cause instanceof BindException
        || (cause instanceof IOException && message.contains("Address already in use"));
  }

  public int port() {
    return server.activeLocalPort();
  }

  /** Where it listens, as {@code http://127.0.0.1:8080}. */
  public URI uri() {
    String host = address.getHostAddress();
    return URI.create(
        "http://%s:%d".formatted(host.indexOf(':') < 0 ? host : "[" + host + "]", port()));
  }

  /** Takes no more requests, lets those under way finish for 20 seconds, then stops. */
  @Override
  public void close() {
    server.close();
    runner.close();
  }
}
