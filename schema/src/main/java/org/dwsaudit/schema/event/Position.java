package org.dwsaudit.schema.event;

import java.util.HexFormat;
import java.util.Optional;

/**
 * Where an event stands in the log. Positions sort in commit order: whoever has seen one has seen
 * every event before it. Outside the store a position is an opaque string that sorts the same way.
 */
public record Position(long value) implements Comparable<Position> {

  /** Before the first event. */
  public static final Position START = new Position(0);

  private static final HexFormat HEX = HexFormat.of();
  private static final int DIGITS = 16;

  public Position {
    if (value < 0) {
      throw new IllegalArgumentException("position: " + value + " (expected: 0 or more)");
    }
  }

  public static Optional<Position> parse(String text) {
    if (text.length() != DIGITS || !text.chars().allMatch(Position::isHexDigit)) {
      return Optional.empty();
    }
    long value = Long.parseUnsignedLong(text, 16);
    return value < 0 ? Optional.empty() : Optional.of(new Position(value));
  }

  private static boolean isHexDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /** The position that follows. */
  public Position next() {
    return new Position(value + 1);
  }

  @Override
  public int compareTo(Position other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return HEX.toHexDigits(value);
  }
}
