package org.dwsaudit.compliance.retention;

import java.time.Period;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A regulatory framework as a preset for compliance policies. It is a starting point for the
 * operator's own decision and never a claim of compliance.
 *
 * @param name as a policy names it, {@code eu-ai-act}
 * @param floor the least period, null where the framework gives none
 * @param source where the number stands
 * @param caveat what the number does not say; shown wherever the number is
 */
public record Framework(String name, @Nullable Period floor, String source, String caveat) {

  public Optional<Period> minimum() {
    return Optional.ofNullable(floor);
  }
}
