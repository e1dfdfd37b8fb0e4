package org.dwsaudit.api.webhook;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.UnprocessedRequestException;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.SplitHttpResponse;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dwsaudit.projections.endpoint.Target;
import org.dwsaudit.projections.webhook.WebhookTransport;
import org.dwsaudit.schema.error.AuditException;

/**
 * Deliveries over HTTP/1.1, or HTTP/2 where TLS agrees on it. The name is resolved and checked for
 * each delivery, and the connection goes to the very address that was checked, while TLS verifies
 * the name. Redirects are answers like any other.
 */
public final class HttpTransport implements WebhookTransport, AutoCloseable {

  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final int HEADER_BYTES_MAX = 16 << 10;

  private final TargetAddresses addresses;
  private final Duration timeout;
  private final ClientFactory factory;

  /**
   * @param timeout for a delivery as a whole
   */
  public HttpTransport(TargetAddresses addresses, Duration timeout) {
    this.addresses = addresses;
    this.timeout = timeout;
    this.factory =
        ClientFactory.builder()
            .connectTimeout(timeout)
            .idleTimeout(IDLE)
            .http1MaxHeaderSize(HEADER_BYTES_MAX)
            .http2MaxHeaderListSize(HEADER_BYTES_MAX)
            .build();
  }

  @Override
  public Answer send(Target target, Delivery delivery) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      InetAddress address = addresses.checked(target, timeout);
      return exchange(target, address, delivery, deadline);
    } catch (TargetAddresses.UnresolvedException | AuditException e) {
      return new Answer.Unanswered(String.valueOf(e.getMessage()));
    }
  }

  private Answer exchange(Target target, InetAddress address, Delivery delivery, long deadline) {
    Endpoint endpoint = Endpoint.of(target.host(), target.port()).withInetAddress(address);
    HttpResponse response =
        client(target, endpoint).execute(headers(target, delivery), HttpData.wrap(delivery.body()));
    try {
      SplitHttpResponse split = response.split();
      ResponseHeaders headers = split.headers().get(left(deadline), TimeUnit.NANOSECONDS);
      BodyExcerpt body = new BodyExcerpt();
      split.body().subscribe(body);
      return new Answer.Answered(
          headers.status().code(),
          RetryAfter.parse(headers.get(HttpHeaderNames.RETRY_AFTER), Instant.now()),
          excerpt(body, deadline));
    } catch (TimeoutException e) {
      return new Answer.Unanswered("no answer within %d ms".formatted(timeout.toMillis()));
    } catch (ExecutionException e) {
      return new Answer.Unanswered(reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Unanswered("interrupted");
    } finally {
      response.abort();
    }
  }

  /** The status is what counts: a body that does not end is cut off. */
  private static String excerpt(BodyExcerpt body, long deadline) throws InterruptedException {
    try {
      body.end().get(left(deadline), TimeUnit.NANOSECONDS);
      return body.text();
    } catch (TimeoutException | ExecutionException e) {
      return "";
    }
  }

  private static long left(long deadline) {
    return Math.max(0, deadline - System.nanoTime());
  }

  private WebClient client(Target target, Endpoint endpoint) {
    // plain HTTP/2 is not offered: servers that do not know it may take it for nonsense
    SessionProtocol protocol = target.secure() ? SessionProtocol.HTTPS : SessionProtocol.H1C;
    return WebClient.builder(protocol, endpoint)
        .factory(factory)
        .responseTimeout(timeout)
        .writeTimeout(timeout)
        .maxResponseLength(0)
        .build();
  }

  private static RequestHeaders headers(Target target, Delivery delivery) {
    return RequestHeaders.builder(HttpMethod.POST, target.pathAndQuery())
        .add(HttpHeaderNames.CONTENT_TYPE, delivery.contentType())
        .add(HttpHeaderNames.USER_AGENT, "DWS-Audit")
        .add("webhook-id", delivery.id())
        .add("webhook-timestamp", Long.toString(delivery.timestamp()))
        .add("webhook-signature", delivery.signature())
        .build();
  }

  /** The kind of a failure, without what foreign code or peers say in it. */
  private static String reason(ExecutionException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof UnprocessedRequestException && cause.getCause() != null) {
      return "cannot connect: " + cause.getCause().getClass().getSimpleName();
    }
    return "no answer: " + cause.getClass().getSimpleName();
  }

  @Override
  public void close() {
    factory.close();
    addresses.close();
  }
}
