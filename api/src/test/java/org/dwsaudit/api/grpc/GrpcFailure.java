package org.dwsaudit.api.grpc;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How a call failed, as a client sees it. */
record GrpcFailure(Status.Code status, com.google.rpc.Status details) {

  static GrpcFailure of(ThrowingCallable call) {
    return of(catchThrowableOfType(StatusRuntimeException.class, call));
  }

  static GrpcFailure of(StatusRuntimeException failure) {
    return new GrpcFailure(failure.getStatus().getCode(), StatusProto.fromThrowable(failure));
  }

  /** The stable code. */
  String code() {
    return info().getReason();
  }

  ErrorInfo info() {
    return detail(ErrorInfo.class).orElseThrow();
  }

  List<FieldViolation> violations() {
    return detail(BadRequest.class).map(BadRequest::getFieldViolationsList).orElse(List.of());
  }

  /** Each violation as {@code RULE field}. */
  List<String> rules() {
    return violations().stream().map(v -> v.getReason() + " " + v.getField()).toList();
  }

  <T extends Message> Optional<T> detail(Class<T> type) {
    return details.getDetailsList().stream()
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
