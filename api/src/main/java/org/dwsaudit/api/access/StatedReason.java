package org.dwsaudit.api.access;

import com.linecorp.armeria.common.RequestHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/**
 * Why somebody reads: the header {@value #HEADER}, over HTTP and gRPC alike. What is not ASCII, and
 * the percent sign, is percent-encoded UTF-8 (RFC 3986, section 2.1), as headers carry ASCII only.
 */
public final class StatedReason {

  public static final String HEADER = "dws-audit-reason";

  private StatedReason() {}

  /**
   * @throws AuditException INVALID_ARGUMENT if a percent sign stands for nothing
   */
  public static Optional<String> of(RequestHeaders headers) {
    return Optional.ofNullable(headers.get(HEADER)).map(StatedReason::decoded);
  }

  private static String decoded(String value) {
    try {
      // a plus is a plus here, as in every header
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new AuditException(
          ErrorCode.INVALID_ARGUMENT,
          HEADER + ": a percent sign that stands for nothing (expected: percent-encoded text)",
          e);
    }
  }
}
