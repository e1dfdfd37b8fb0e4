package org.dwsaudit.schema.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What calls are refused for. */
public final class Refusals {

  private Refusals() {}

  public static ErrorCode code(ThrowingCallable call) {
    return of(call).code();
  }

  /** {@code index pointer RULE} of each violation. */
  public static List<String> violations(ThrowingCallable call) {
    return of(call).violations().stream()
        .map(v -> v.index() + " " + v.pointer() + " " + v.rule())
        .toList();
  }

  public static AuditException of(ThrowingCallable call) {
    AuditException refusal = catchThrowableOfType(AuditException.class, call);
    assertThat(refusal).as("refusal").isNotNull();
    return refusal;
  }
}
