package org.dwsaudit.compliance.redaction;

import java.util.Optional;
import org.dwsaudit.compliance.facts.Reason;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.ReadScope;

/**
 * Somebody who wants to read.
 *
 * @param reason why; restricted parts are not disclosed without one
 */
public record ReadRequest(Principal principal, ReadScope scope, Optional<String> reason) {

  /**
   * @throws org.dwsaudit.schema.error.AuditException {@code INVALID_ARGUMENT} for a reason that is
   *     none, as {@link Reason#require} says
   */
  public ReadRequest {
    reason = reason.map(Reason::require);
  }
}
