package org.dwsaudit.api.live;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.websocket.WebSocketService;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.access.Principals;
import org.dwsaudit.api.access.StatedReason;
import org.dwsaudit.api.http.exchange.Parameters;
import org.dwsaudit.api.http.exchange.Problem;
import org.dwsaudit.compliance.redaction.ReadRequest;
import org.dwsaudit.projections.live.LiveRequest;
import org.dwsaudit.projections.live.StartPoint;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.ReadScope;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.wire.StreamSubscription;
import org.dwsaudit.schema.wire.SubscriptionJson;

/**
 * {@code GET /v1/events/ws}: the first message is the subscription of DWS Spec 11, section 5.1.
 * Where it begins is said in it, or in the address as for Server-Sent Events.
 */
public final class SocketApi {

  public static final String PATH = "/v1/events/ws";

  private static final List<String> PARAMETERS = List.of("from", "after");

  /** Room for a filter with every list full of UUIDs. */
  private static final int MESSAGE_BYTES_MAX = 256 << 10;

  private final AuditServices services;
  private final Principals principals;
  private final SubscriptionJson subscriptions;
  private final ThreadFactory threads = Thread.ofVirtual().name("socket-", 1).factory();

  public SocketApi(AuditServices services, Principals principals) {
    this.services = services;
    this.principals = principals;
    this.subscriptions = new SubscriptionJson(services.taxonomy());
  }

  /** The service of {@link #PATH}. It bounds its own time and sizes; origins are checked before. */
  public HttpService service() {
    return WebSocketService.builder(this::connected)
        .maxFramePayloadLength(MESSAGE_BYTES_MAX)
        .aggregateContinuation(true)
        .allowedOrigins("*")
        .fallbackService(SocketApi::noWebSocket)
        .build();
  }

  private static HttpResponse noWebSocket(ServiceRequestContext context, HttpRequest request) {
    return Problem.of(
            ErrorCode.INVALID_ARGUMENT,
            "upgrade: none (expected: websocket; over HTTP, GET /v1/events/stream has the same)")
        .withStatus(HttpStatus.UPGRADE_REQUIRED)
        .withHeader("upgrade", "websocket")
        .response();
  }

  private WebSocket connected(ServiceRequestContext context, WebSocket in) {
    WebSocketWriter out = WebSocket.streaming();
    SocketOutlet outlet = new SocketOutlet(out, context.eventLoop());
    in.subscribe(
        new SocketInlet(
            out,
            context.eventLoop(),
            // it asks the database
            message -> threads.newThread(() -> subscribe(context, message, outlet)).start(),
            outlet::refuse),
        context.eventLoop());
    return out;
  }

  private void subscribe(ServiceRequestContext context, byte[] message, SocketOutlet outlet) {
    try {
      Principal principal = principals.of(context);
      StreamSubscription subscription = subscriptions.read(message);
      services
          .live()
          .subscribe(
              new LiveRequest(
                  principal,
                  subscription.filter(),
                  start(context, subscription),
                  services.reads().stream(
                      new ReadRequest(
                          principal,
                          new ReadScope.Stream(subscription.filter()),
                          StatedReason.of(context.request().headers())))),
              outlet);
    } catch (RuntimeException e) {
      outlet.refuse(e);
    }
  }

  private static StartPoint start(ServiceRequestContext context, StreamSubscription subscription) {
    Parameters parameters = Parameters.of(context.queryParams(), PARAMETERS);
    boolean inAddress = parameters.text("from").or(() -> parameters.text("after")).isPresent();
    boolean inMessage = subscription.from().or(subscription::after).isPresent();
    if (inAddress && inMessage) {
      throw new AuditException(
          ErrorCode.INVALID_ARGUMENT,
          "from, after: in the address and in the message (expected: in one of them)");
    }
    return StartPoints.read(
        first(parameters.text("from"), subscription.from()),
        first(parameters.text("after"), subscription.after()));
  }

  private static Optional<String> first(Optional<String> one, Optional<String> other) {
    return one.or(() -> other);
  }
}
