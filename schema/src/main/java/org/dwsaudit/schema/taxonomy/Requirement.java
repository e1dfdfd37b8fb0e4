package org.dwsaudit.schema.taxonomy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether a worker must send an event (DWS Spec 11, section 4). */
public enum Requirement {
  /** Needed for audit, state reconstruction and compliance. */
  MANDATORY,
  /** Recommended for debugging and knowledge accumulation. */
  OPTIONAL;

  /** The lower-case name used in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Requirement> ofLabel(String label) {
    return Arrays.stream(values()).filter(known -> known.label().equals(label)).findFirst();
  }
}
