package org.dwsaudit.schema.json;

import com.fasterxml.jackson.databind.JsonNode;

/** Numbers as ECMAScript's {@code Number::toString} writes them (ECMA-262, section 6.1.6.1.20). */
final class CanonicalNumber {

  private static final long INTEGER_MAX = 1L << 53;

  private CanonicalNumber() {}

  static void write(JsonNode number, Utf8Buffer out) {
    out.putText(text(number));
  }

  private static String text(JsonNode number) {
    if (number.isIntegralNumber() && number.canConvertToLong()) {
      long value = number.longValue();
      if (-INTEGER_MAX <= value && value <= INTEGER_MAX) {
        return Long.toString(value);
      }
    }
    StringBuilder text = new StringBuilder(24);
    write(text, number.doubleValue());
    return text.toString();
  }

  static void write(StringBuilder out, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("number: " + value + " (expected: a finite double)");
    }
    if (value == 0) {
      out.append('0');
      return;
    }
    if (value < 0) {
      out.append('-');
    }
    ShortestDecimal decimal = ShortestDecimal.of(value);
    write(out, decimal.digits(), decimal.exponent() + decimal.digits().length());
  }

  /**
   * @param point where the decimal point stands, counted from before the first digit
   */
  private static void write(StringBuilder out, String digits, int point) {
    int length = digits.length();
    if (length <= point && point <= 21) {
      out.append(digits).repeat("0", point - length);
    } else if (0 < point && point <= 21) {
      out.append(digits, 0, point).append('.').append(digits, point, length);
    } else if (-6 < point && point <= 0) {
      out.append("0.").repeat("0", -point).append(digits);
    } else {
      out.append(digits.charAt(0));
      if (length > 1) {
        out.append('.').append(digits, 1, length);
      }
      out.append(point > 0 ? "e+" : "e-").append(Math.abs(point - 1));
    }
  }
}
