package org.dwsaudit.api.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import java.util.Map;
import org.dwsaudit.api.error.ErrorStatus;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.Violation;
import org.dwsaudit.schema.grpc.v1.AppendResponse;
import org.jspecify.annotations.Nullable;

/**
 * The details of an error, no larger than trailers may be: most clients take 8 KiB of them, Base64
 * and the message included.
 */
final class ErrorDetails {

  static final String DOMAIN = "dwsaudit.org";

  /** Of the status with its details, before Base64. */
  static final int BYTES_MAX = 3 * 1024;

  private static final int MESSAGE_CHARS_MAX = 300;
  private static final int FIXED_BYTES = 512;
  private static final int RETRY_SECONDS = 1;

  private ErrorDetails() {}

  /**
   * @param metadata of the error beside what it has in any case
   * @param stored what is stored although the rest is refused
   */
  static Status status(
      AuditException error, Map<String, String> metadata, @Nullable AppendResponse stored) {
    Status.Builder status =
        Status.newBuilder()
            .setCode(ErrorStatus.of(error.code()).grpc().value())
            .setMessage(shortened(error.getMessage()));
    int room = BYTES_MAX - FIXED_BYTES - status.getMessageBytes().size();
    @Nullable AppendResponse fitting = stored == null ? null : fitting(stored, room / 2);
    room -= fitting == null ? 0 : fitting.getSerializedSize();
    BadRequest violations = violations(error, room);
    status.addDetails(Any.pack(info(error, metadata, violations)));
    if (violations.getFieldViolationsCount() > 0) {
      status.addDetails(Any.pack(violations));
    }
    if (error.code().retryable()) {
      Duration delay = Duration.newBuilder().setSeconds(RETRY_SECONDS).build();
      status.addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build()));
    }
    if (fitting != null) {
      status.addDetails(Any.pack(fitting));
    }
    return status.build();
  }

  private static ErrorInfo info(
      AuditException error, Map<String, String> metadata, BadRequest given) {
    ErrorInfo.Builder info =
        ErrorInfo.newBuilder()
            .setReason(error.code().name())
            .setDomain(DOMAIN)
            .putAllMetadata(metadata)
            .putMetadata("retryable", Boolean.toString(error.code().retryable()));
    int violations = error.violations().size();
    if (violations > 0) {
      int omitted = violations - given.getFieldViolationsCount();
      info.putMetadata("violations", Integer.toString(violations));
      info.putMetadata("violations_omitted", Integer.toString(omitted));
    }
    return info.build();
  }

  private static BadRequest violations(AuditException error, int bytesMax) {
    BadRequest.Builder request = BadRequest.newBuilder();
    int room = bytesMax;
    for (Violation violation : error.violations()) {
      FieldViolation field =
          FieldViolation.newBuilder()
              .setField("events[" + violation.index() + "]" + violation.pointer())
              .setReason(violation.rule().name())
              .setDescription(shortened(violation.message()))
              .build();
      int size = field.getSerializedSize() + 4;
      if (size <= room) {
        request.addFieldViolations(field);
        room -= size;
      }
    }
    return request.build();
  }

  private static AppendResponse fitting(AppendResponse stored, int bytesMax) {
    return stored.getSerializedSize() <= bytesMax
        ? stored
        : stored.toBuilder().clearAcknowledgements().build();
  }

  private static String shortened(@Nullable String text) {
    if (text == null || text.length() <= MESSAGE_CHARS_MAX) {
      return text == null ? "" : text;
    }
    int end = MESSAGE_CHARS_MAX - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
