package org.dwsaudit.api.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.RequestContext;
import com.linecorp.armeria.common.grpc.GrpcExceptionHandlerFunction;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.dwsaudit.api.error.Failures;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.grpc.v1.AppendResponse;
import org.jspecify.annotations.Nullable;

/** Turns failures into what a call ends with: the one place for those of ours and the server's. */
final class GrpcErrors implements GrpcExceptionHandlerFunction {

  private static final GrpcExceptionHandlerFunction TRANSPORT = GrpcExceptionHandlerFunction.of();

  private final int requestBytesMax;

  GrpcErrors(int requestBytesMax) {
    this.requestBytesMax = requestBytesMax;
  }

  /** The error under its code, with its details. */
  static StatusRuntimeException of(Throwable failure) {
    if (has(failure, CancellationException.class)) {
      // the caller went away in the middle of it: nobody's fault, and nobody is told
      return Status.CANCELLED.asRuntimeException();
    }
    return failure instanceof StatusRuntimeException known
        ? known
        : of(Failures.of(failure), Map.of());
  }

  /**
   * The error of a request of which a part is stored.
   *
   * @param stored that part
   */
  static StatusRuntimeException of(AuditException error, @Nullable AppendResponse stored) {
    return StatusProto.toStatusRuntimeException(ErrorDetails.status(error, Map.of(), stored));
  }

  /**
   * The error with more to say about it.
   *
   * @param metadata goes beside what {@code ErrorInfo} has in any case; short
   */
  static StatusRuntimeException of(AuditException error, Map<String, String> metadata) {
    return StatusProto.toStatusRuntimeException(ErrorDetails.status(error, metadata, null));
  }

  /** What the server itself ran into, before or outside the methods of the service. */
  @Override
  public Status apply(RequestContext ctx, Status status, Throwable cause, Metadata metadata) {
    if (has(cause, InvalidProtocolBufferException.class)) {
      return refused(
          ErrorCode.MALFORMED_JSON,
          "message: not readable (expected: protobuf, its strings in UTF-8)",
          metadata);
    }
    if (has(cause, ContentTooLargeException.class)
        || (status.getCode() == Status.Code.RESOURCE_EXHAUSTED && !hasDetails(cause))) {
      return refused(
          ErrorCode.REQUEST_TOO_LARGE,
          "request: larger than the limit (limits.request_bytes: %d)".formatted(requestBytesMax),
          metadata);
    }
    if (has(cause, CancellationException.class)) {
      return Status.CANCELLED;
    }
    if (cause instanceof StatusRuntimeException || cause instanceof StatusException) {
      return status;
    }
    Status mapped = TRANSPORT.apply(ctx, status, cause, metadata);
    if (mapped == null
        || mapped.getCode() == Status.Code.UNKNOWN
        || mapped.getCode() == Status.Code.INTERNAL) {
      return ended(of(cause), metadata);
    }
    return mapped;
  }

  private static Status refused(ErrorCode code, String message, Metadata metadata) {
    return ended(of(new AuditException(code, message), Map.of()), metadata);
  }

  private static Status ended(StatusRuntimeException error, Metadata metadata) {
    if (error.getTrailers() != null) {
      metadata.merge(error.getTrailers());
    }
    return error.getStatus();
  }

  private static boolean hasDetails(Throwable cause) {
    com.google.rpc.Status details = StatusProto.fromThrowable(cause);
    return details != null && details.getDetailsCount() > 0;
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
