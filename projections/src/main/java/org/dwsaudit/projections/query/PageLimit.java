package org.dwsaudit.projections.query;

import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/** How many entries a page may hold. */
public final class PageLimit {

  public static final int MAX = 1000;

  private PageLimit() {}

  /**
   * Gives the limit back.
   *
   * @throws AuditException {@code INVALID_QUERY} if it is not in 1..{@value #MAX}
   */
  public static int checked(int limit) {
    if (limit < 1 || limit > MAX) {
      throw new AuditException(
          ErrorCode.INVALID_QUERY, "limit: " + limit + " (expected: 1.." + MAX + ")");
    }
    return limit;
  }
}
