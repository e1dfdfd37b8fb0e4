package org.dwsaudit.compliance.retention;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/** The moment that a plan or a run is for. */
final class AsOf {

  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private AsOf() {}

  /** In the database's microseconds; the past and the future are both allowed. */
  static Instant require(Instant asOf) {
    if (asOf.isBefore(EARLIEST) || asOf.isAfter(LATEST)) {
      throw new AuditException(
          ErrorCode.INVALID_ARGUMENT,
          "as_of: %s (expected: %s to %s)".formatted(asOf, EARLIEST, LATEST));
    }
    return asOf.truncatedTo(ChronoUnit.MICROS);
  }
}
