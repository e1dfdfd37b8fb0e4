package org.dwsaudit.schema.json;

/**
 * A decimal number without its sign, {@code digits · 10^exponent}, the digits without trailing
 * zeros; zero has no digits.
 */
record ShortestDecimal(String digits, int exponent) {

  private static final ShortestDecimal ZERO = new ShortestDecimal("", 0);

  /** Beyond this an exponent is as good as infinite: no double reaches it. */
  private static final long EXPONENT_MAX = 1_000_000_000;

  /** Every decimal of so many digits survives the way through a double. */
  private static final int DIGITS_SAFE = 15;

  private static final int EXPONENT_SAFE = 290;

  /** The shortest decimal that reads as this finite double, and of these the closest to it. */
  static ShortestDecimal of(double value) {
    ShortestDecimal decimal = parse(Double.toString(value));
    return decimal.digits.length() == 2 ? decimal.shortened(Math.abs(value)) : decimal;
  }

  /** {@link Double#toString(double)} never gives less than two digits, even where one is enough. */
  private ShortestDecimal shortened(double value) {
    int tens = digits.charAt(0) - '0';
    int first = digits.charAt(1) < '5' ? tens : tens + 1;
    for (int candidate : new int[] {first, 2 * tens + 1 - first}) {
      if (candidate > 0 && Double.parseDouble(candidate + "E" + (exponent + 1)) == value) {
        return parse(candidate + "E" + (exponent + 1));
      }
    }
    return this;
  }

  /** Reads a JSON number or what {@link Double#toString(double)} writes. */
  static ShortestDecimal parse(CharSequence literal) {
    StringBuilder digits = new StringBuilder(20);
    long exponent = 0;
    long zeros = 0;
    boolean fraction = false;
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c == '.') {
        fraction = true;
      } else if (c == 'e' || c == 'E') {
        exponent += exponent(literal, i + 1);
        break;
      } else if (c != '-') {
        exponent -= fraction ? 1 : 0;
        if (c != '0') {
          digits.repeat("0", (int) zeros).append(c);
          zeros = 0;
        } else if (!digits.isEmpty()) {
          zeros++;
        }
      }
    }
    return digits.isEmpty()
        ? ZERO
        : new ShortestDecimal(digits.toString(), saturated(exponent + zeros));
  }

  private static long exponent(CharSequence literal, int from) {
    boolean negative = literal.charAt(from) == '-';
    long value = 0;
    for (int i = from; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c >= '0' && c <= '9') {
        value = Math.min(value * 10 + (c - '0'), 2 * EXPONENT_MAX);
      }
    }
    return negative ? -value : value;
  }

  private static int saturated(long exponent) {
    return (int) Math.clamp(exponent, -EXPONENT_MAX, EXPONENT_MAX);
  }

  /**
   * Whether this is the shortest decimal of the double that is nearest to it, or what {@link
   * Double#toString(double)} writes: 4.9E-324 comes back from where 5E-324 went.
   */
  boolean isExact() {
    int length = digits.length();
    if (length <= DIGITS_SAFE && Math.abs((long) exponent + length) < EXPONENT_SAFE) {
      return true;
    }
    if (length > 17 || Math.abs((long) exponent) > 400) {
      return false;
    }
    double nearest = Double.parseDouble(digits + "E" + exponent);
    return Double.isFinite(nearest)
        && nearest != 0
        && (of(nearest).equals(this) || parse(Double.toString(nearest)).equals(this));
  }
}
