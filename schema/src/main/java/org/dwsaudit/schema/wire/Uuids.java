package org.dwsaudit.schema.wire;

import java.util.Optional;
import java.util.UUID;

/** UUIDs in their text form of 36 characters, in either case. */
public final class Uuids {

  /** What messages say was expected. */
  public static final String EXPECTED = "a UUID, as 5e6836e4-fb8c-52fc-9b02-17bc0c15d297";

  private static final int CHARS = 36;

  private Uuids() {}

  public static Optional<UUID> parse(String text) {
    if (text.length() != CHARS) {
      return Optional.empty();
    }
    for (int i = 0; i < CHARS; i++) {
      char c = text.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : !isHexDigit(c)) {
        return Optional.empty();
      }
    }
    return Optional.of(UUID.fromString(text));
  }

  private static boolean isHexDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
