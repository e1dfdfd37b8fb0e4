package org.dwsaudit.schema.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request was refused or could not be carried out; the code says what the caller can do. */
public final class AuditException extends RuntimeException {

  private final ErrorCode code;
  private final transient List<Violation> violations;

  public AuditException(ErrorCode code, String message) {
    this(code, message, List.of(), null);
  }

  public AuditException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, List.of(), cause);
  }

  private AuditException(
      ErrorCode code, String message, List<Violation> violations, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.violations = List.copyOf(violations);
  }

  /** Refuses a request for what its events break: the code is the rule's own where all agree. */
  public static AuditException of(List<Violation> violations) {
    List<ErrorCode> codes = violations.stream().map(v -> v.rule().code()).distinct().toList();
    ErrorCode code = codes.size() == 1 ? codes.getFirst() : ErrorCode.INVALID_EVENT;
    String message =
        violations.size() == 1
            ? violations.getFirst().message()
            : violations.size() + " violations; the first: " + violations.getFirst().message();
    return new AuditException(code, message, violations, null);
  }

  public ErrorCode code() {
    return code;
  }

  /** Empty unless events were refused. */
  public List<Violation> violations() {
    return violations;
  }
}
