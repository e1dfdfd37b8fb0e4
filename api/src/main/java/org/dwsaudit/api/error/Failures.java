package org.dwsaudit.api.error;

import com.linecorp.armeria.common.ShuttingDownException;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorClass;
import org.dwsaudit.schema.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever went wrong into an error that may leave. Faults of ours are logged here, under an
 * incident number that the caller is told instead of the details.
 */
public final class Failures {

  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** The failure as an {@link AuditException} whose message is fit for the caller. */
  public static AuditException of(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof AuditException known && !isOurs(known.code())) {
      return known;
    }
    if (cause instanceof ShuttingDownException) {
      return new AuditException(
          ErrorCode.SERVER_STOPPING,
          "the server is stopping (expected: the same again, later)",
          cause);
    }
    ErrorCode code =
        cause instanceof AuditException known ? known.code() : ErrorCode.INTERNAL_ERROR;
    UUID incident = UUID.randomUUID();
    log.error("incident {}: {}", incident, code, cause);
    return new AuditException(
        code,
        "a fault of the server; its log has the details under incident %s".formatted(incident),
        cause);
  }

  private static boolean isOurs(ErrorCode code) {
    return code.errorClass() == ErrorClass.INTERNAL || code.errorClass() == ErrorClass.CORRUPT;
  }
}
