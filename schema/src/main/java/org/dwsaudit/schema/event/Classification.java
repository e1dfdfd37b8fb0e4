package org.dwsaudit.schema.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The data classification levels of DWS Spec 13, from the least to the most sensitive. */
public enum Classification {
  PUBLIC,
  INTERNAL,
  CONFIDENTIAL,
  RESTRICTED;

  /** What an event has that names none (Spec 11, section 8). */
  public static final Classification DEFAULT = INTERNAL;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The lower-case name used in JSON. */
  public String label() {
    return label;
  }

  /** All levels in words, as an error names them. */
  public static String labels() {
    return Arrays.stream(values()).map(Classification::label).collect(Collectors.joining(", "));
  }

  public static Optional<Classification> ofLabel(String label) {
    return switch (label) {
      case "public" -> Optional.of(PUBLIC);
      case "internal" -> Optional.of(INTERNAL);
      case "confidential" -> Optional.of(CONFIDENTIAL);
      case "restricted" -> Optional.of(RESTRICTED);
      default -> Optional.empty();
    };
  }

  public boolean isAbove(Classification other) {
    return compareTo(other) > 0;
  }

  public Classification max(Classification other) {
    return isAbove(other) ? this : other;
  }
}
