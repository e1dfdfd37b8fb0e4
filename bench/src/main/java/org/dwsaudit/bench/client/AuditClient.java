package org.dwsaudit.bench.client;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.stub.StreamObserver;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.IntFunction;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.grpc.v1.AppendRequest;
import org.dwsaudit.schema.grpc.v1.AppendResponse;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc.AuditServiceBlockingStub;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc.AuditServiceStub;
import org.dwsaudit.schema.grpc.v1.GetSessionStateRequest;
import org.dwsaudit.schema.grpc.v1.QueryRequest;
import org.dwsaudit.schema.grpc.v1.RecordedEvent;
import org.dwsaudit.schema.grpc.v1.SubscribeRequest;
import org.dwsaudit.schema.grpc.v1.SubscribeResponse;

/**
 * Talks gRPC to a server. Safe for use by several threads; its calls block, and throw what the
 * server answers other than success.
 */
public final class AuditClient implements AutoCloseable {

  private static final Duration WAIT = Duration.ofMinutes(2);

  private final ClientFactory factory;
  private final AuditServiceBlockingStub blocking;
  private final AuditServiceStub streaming;

  public AuditClient(URI server) {
    this.factory = ClientFactory.builder().maxNumEventLoopsPerEndpoint(2).build();
    this.blocking = stub(server, AuditServiceBlockingStub.class);
    this.streaming = stub(server, AuditServiceStub.class);
  }

  private <T> T stub(URI server, Class<T> type) {
    return GrpcClients.builder("gproto+h2c://" + server.getAuthority())
        .factory(factory)
        .responseTimeout(WAIT)
        .maxResponseLength(0)
        .build(type);
  }

  /** Returns when the events are committed. */
  public AppendResponse append(AppendRequest request) {
    return blocking.append(request);
  }

  /** Opens a stream of units; the caller closes it. */
  public AppendStream stream() {
    return new AppendStream(streaming::appendStream);
  }

  /** The length of the state, so that it was read. */
  public int state(SessionId session) {
    return blocking
        .getSessionState(
            GetSessionStateRequest.newBuilder().setSessionId(session.toString()).build())
        .getStateJson()
        .length();
  }

  /** Asks one query; says how many events there were. */
  public int query(QueryRequest request) {
    Iterator<RecordedEvent> events = blocking.query(request);
    int count = 0;
    for (; events.hasNext(); events.next()) {
      count++;
    }
    return count;
  }

  @Override
  public void close() {
    factory.close();
  }

  /** Opens many subscriptions, which end with this client. */
  public Subscribers subscribers(int number, IntFunction<SubscribeRequest> requests) {
    return new Subscribers(number, streaming::subscribe, requests);
  }

  /** Subscribes: given what is asked for, and where answers go. */
  interface Subscribe {
    void subscribe(SubscribeRequest request, StreamObserver<SubscribeResponse> answers);
  }

  /** Opens the call: given where answers go, says where requests go. */
  interface Opener {
    StreamObserver<AppendRequest> open(
        StreamObserver<org.dwsaudit.schema.grpc.v1.AppendStreamResponse> answers);
  }
}
