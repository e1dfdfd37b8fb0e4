package org.dwsaudit.api.grpc;

import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.annotation.Blocking;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.access.Principals;
import org.dwsaudit.api.access.StatedReason;
import org.dwsaudit.api.export.ExportJob;
import org.dwsaudit.api.live.StartPoints;
import org.dwsaudit.compliance.redaction.ReadRequest;
import org.dwsaudit.domain.replay.ReplayPoint;
import org.dwsaudit.domain.replay.SessionStateJson;
import org.dwsaudit.projections.live.LiveRequest;
import org.dwsaudit.projections.live.StartPoint;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.ReadScope;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.grpc.v1.AppendRequest;
import org.dwsaudit.schema.grpc.v1.AppendResponse;
import org.dwsaudit.schema.grpc.v1.AppendStreamResponse;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc;
import org.dwsaudit.schema.grpc.v1.Checkpoint;
import org.dwsaudit.schema.grpc.v1.ExportChunk;
import org.dwsaudit.schema.grpc.v1.ExportRequest;
import org.dwsaudit.schema.grpc.v1.GetCheckpointRequest;
import org.dwsaudit.schema.grpc.v1.GetEventRequest;
import org.dwsaudit.schema.grpc.v1.GetProofRequest;
import org.dwsaudit.schema.grpc.v1.GetSessionStateRequest;
import org.dwsaudit.schema.grpc.v1.Proof;
import org.dwsaudit.schema.grpc.v1.QueryRequest;
import org.dwsaudit.schema.grpc.v1.RecordedEvent;
import org.dwsaudit.schema.grpc.v1.SessionState;
import org.dwsaudit.schema.grpc.v1.SubscribeRequest;
import org.dwsaudit.schema.grpc.v1.SubscribeResponse;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.wire.Uuids;

/**
 * The methods of the service. Those that may wait are marked as blocking; the others run on the
 * event loop. What they throw ends the call as {@link GrpcErrors} says.
 */
final class AuditCalls extends AuditServiceGrpc.AuditServiceImplBase {

  private final AuditServices services;
  private final Principals principals;
  private final Appends appends;
  private final FilterMessages filters;
  private final LogCalls log;

  AuditCalls(AuditServices services, Principals principals) {
    this.services = services;
    this.principals = principals;
    this.appends = new Appends(services.reader(), services.limits());
    this.filters = new FilterMessages(services.taxonomy());
    this.log = new LogCalls(services);
  }

  @Override
  public void append(AppendRequest request, StreamObserver<AppendResponse> answer) {
    new AppendCall(principal().tenant(), appends, services.recorder(), server(answer))
        .record(request);
  }

  /**
   * Its answers come from several threads; one sent on the event loop itself would overtake those
   * that wait for it.
   */
  @Blocking
  @Override
  public StreamObserver<AppendRequest> appendStream(StreamObserver<AppendStreamResponse> answers) {
    return AppendStreamCall.start(
        principal().tenant(), appends, services.recorder(), server(answers));
  }

  @Blocking
  @Override
  public void query(QueryRequest request, StreamObserver<RecordedEvent> answers) {
    ServiceRequestContext context = ServiceRequestContext.current();
    org.dwsaudit.schema.wire.QueryRequest query = filters.readQuery(request);
    QueryCall call = new QueryCall(services, toRead(new ReadScope.Query(query.filter())), query);
    PacedStream<RecordedEvent> paced = new PacedStream<>(server(answers));
    paced.run("grpc-query", () -> call.run(context, paced));
  }

  @Blocking
  @Override
  public void subscribe(SubscribeRequest request, StreamObserver<SubscribeResponse> answers) {
    KnownFields.require(request, ErrorCode.INVALID_ARGUMENT);
    EventFilter filter = filters.read(request.getFilter());
    services
        .live()
        .subscribe(
            new LiveRequest(
                principal(),
                filter,
                start(request),
                services.reads().stream(toRead(new ReadScope.Stream(filter)))),
            new SubscribeCall(ServiceRequestContext.current(), server(answers)));
  }

  private static StartPoint start(SubscribeRequest request) {
    return switch (request.getStartCase()) {
      case FROM_START -> request.getFromStart() ? new StartPoint.Beginning() : new StartPoint.Now();
      case AFTER -> StartPoints.after("after", request.getAfter());
      case START_NOT_SET -> new StartPoint.Now();
    };
  }

  @Blocking
  @Override
  public void getEvent(GetEventRequest request, StreamObserver<RecordedEvent> answer) {
    KnownFields.require(request, ErrorCode.INVALID_ARGUMENT);
    Principal principal = principal();
    EventId id = new EventId(uuid("event_id", request.getEventId()));
    org.dwsaudit.schema.event.RecordedEvent event =
        services
            .events()
            .event(principal, id)
            .orElseThrow(
                () -> new AuditException(ErrorCode.EVENT_NOT_FOUND, "event " + id + ": not here"));
    answer.onNext(
        EventMessageWriter.write(
            services
                .reads()
                .once(toRead(new ReadScope.Event(id)), disclosure -> disclosure.apply(event))));
    answer.onCompleted();
  }

  @Blocking
  @Override
  public void getSessionState(GetSessionStateRequest request, StreamObserver<SessionState> answer) {
    KnownFields.require(request, ErrorCode.INVALID_ARGUMENT);
    Principal principal = principal();
    SessionId session = new SessionId(uuid("session_id", request.getSessionId()));
    ReplayPoint at = StatePoints.read(request);
    org.dwsaudit.domain.replay.SessionState state =
        services
            .reads()
            .once(
                toRead(new ReadScope.State(session)),
                disclosure ->
                    services
                        .replay()
                        .state(
                            principal,
                            session,
                            at,
                            event -> disclosure.apply(whileWanted(event, answer))));
    String json = SessionStateJson.tree(state).toString();
    answer.onNext(SessionState.newBuilder().setStateJson(json).build());
    answer.onCompleted();
  }

  @Blocking
  @Override
  public void export(ExportRequest request, StreamObserver<ExportChunk> answers) {
    Principal principal = principal();
    ExportCall call =
        new ExportCall(
            new ExportJob(
                services, principal, ExportOrder.read(request, principal, filters, reason())));
    PacedStream<ExportChunk> paced = new PacedStream<>(server(answers));
    paced.run("grpc-export", () -> call.run(paced));
  }

  @Blocking
  @Override
  public void getCheckpoint(GetCheckpointRequest request, StreamObserver<Checkpoint> answer) {
    answer.onNext(log.checkpoint(request));
    answer.onCompleted();
  }

  @Blocking
  @Override
  public void getProof(GetProofRequest request, StreamObserver<Proof> answer) {
    answer.onNext(log.proof(principal(), request));
    answer.onCompleted();
  }

  /** Gives the event back while somebody waits for what is made of it. */
  private static <E> E whileWanted(E event, StreamObserver<?> answer) {
    if (server(answer).isCancelled()) {
      throw new CancellationException("the caller went away");
    }
    return event;
  }

  private Principal principal() {
    return principals.of(ServiceRequestContext.current());
  }

  private ReadRequest toRead(ReadScope scope) {
    return new ReadRequest(principal(), scope, reason());
  }

  private static Optional<String> reason() {
    return StatedReason.of(ServiceRequestContext.current().request().headers());
  }

  private static UUID uuid(String field, String text) {
    return Uuids.parse(text)
        .orElseThrow(
            () ->
                new AuditException(
                    ErrorCode.INVALID_ARGUMENT,
                    field + ": " + Excerpt.of(text) + " (expected: " + Uuids.EXPECTED + ")"));
  }

  /** The runtime hands no other kind to the methods of a service. */
  private static <T> ServerCallStreamObserver<T> server(StreamObserver<T> answers) {
    return (ServerCallStreamObserver<T>) answers;
  }
}
