package org.dwsaudit.projections.query;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/** Texts of a filter that the database can be asked for. */
public final class FilterText {

  public static final int VALUES_MAX = 1000;

  private FilterText() {}

  /**
   * Checks a field's values.
   *
   * @throws AuditException {@code INVALID_QUERY} if there are more than {@value #VALUES_MAX}, or
   *     one has a character that no stored text can have (NUL, a lone surrogate)
   */
  public static void check(String field, List<String> values) {
    if (values.size() > VALUES_MAX) {
      throw refused(field, values.size() + " values", "at most " + VALUES_MAX);
    }
    for (String value : values) {
      if (value.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
        throw refused(field, "NUL or a lone surrogate", "Unicode text");
      }
    }
  }

  static AuditException refused(String field, String was, String expected) {
    return new AuditException(
        ErrorCode.INVALID_QUERY, field + ": " + was + " (expected: " + expected + ")");
  }
}
