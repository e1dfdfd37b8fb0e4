package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc.AuditServiceBlockingStub;
import org.dwsaudit.schema.grpc.v1.QueryRequest;
import org.dwsaudit.schema.grpc.v1.RecordedEvent;

/** Calls over gRPC, and what they end with. */
final class GrpcCalls {

  private static final Metadata.Key<String> NEXT_CURSOR =
      Metadata.Key.of("dws-next-cursor", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> PREVIOUS_CURSOR =
      Metadata.Key.of("dws-previous-cursor", Metadata.ASCII_STRING_MARSHALLER);

  private GrpcCalls() {}

  static <T> T client(TestServer server, Class<T> stub) {
    return client(server.uri(), stub);
  }

  static <T> T client(URI server, Class<T> stub) {
    return GrpcClients.newClient("gproto+h2c://" + server.getAuthority(), stub);
  }

  record Page(
      List<RecordedEvent> events, Optional<String> nextCursor, Optional<String> previousCursor) {}

  static Page query(AuditServiceBlockingStub client, QueryRequest request) {
    AtomicReference<Metadata> trailers = new AtomicReference<>();
    List<RecordedEvent> events = new ArrayList<>();
    client
        .withInterceptors(
            MetadataUtils.newCaptureMetadataInterceptor(new AtomicReference<>(), trailers))
        .query(request)
        .forEachRemaining(events::add);
    return new Page(
        events,
        Optional.ofNullable(trailers.get().get(NEXT_CURSOR)),
        Optional.ofNullable(trailers.get().get(PREVIOUS_CURSOR)));
  }

  /**
   * How a call was refused.
   *
   * @param rules each violation as {@code RULE field}
   */
  record Refused(String code, List<String> rules) {}

  static Refused refused(ThrowingCallable call) {
    StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call);
    com.google.rpc.Status status = StatusProto.fromThrowable(failure);
    return new Refused(
        detail(status, ErrorInfo.class).orElseThrow().getReason(),
        detail(status, BadRequest.class).stream()
            .flatMap(request -> request.getFieldViolationsList().stream())
            .map(violation -> violation.getReason() + " " + violation.getField())
            .toList());
  }

  private static <T extends Message> Optional<T> detail(
      com.google.rpc.Status status, Class<T> type) {
    return status.getDetailsList().stream()
        .filter(any -> any.is(type))
        .map(any -> unpack(any, type))
        .findFirst();
  }

  private static <T extends Message> T unpack(Any any, Class<T> type) {
    try {
      return any.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
