package org.dwsaudit.compliance.facts;

import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/** The words that go on record with an administrative act. */
public final class Reason {

  public static final int CHARACTERS_MAX = 1000;

  private Reason() {}

  /**
   * Gives the reason back, stripped.
   *
   * @throws AuditException {@code INVALID_ARGUMENT} unless it is 1 to 1,000 characters of text
   */
  public static String require(String reason) {
    String text = reason.strip();
    if (text.isEmpty() || text.length() > CHARACTERS_MAX) {
      throw new AuditException(
          ErrorCode.INVALID_ARGUMENT,
          "reason: %d characters (expected: 1..%d)".formatted(text.length(), CHARACTERS_MAX));
    }
    if (text.codePoints().anyMatch(Reason::isUnstorable)) {
      throw new AuditException(
          ErrorCode.INVALID_ARGUMENT,
          "reason: NUL or half a surrogate pair (expected: text without either)");
    }
    return text;
  }

  private static boolean isUnstorable(int codePoint) {
    return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
  }
}
