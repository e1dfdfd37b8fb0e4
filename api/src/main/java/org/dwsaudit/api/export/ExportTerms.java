package org.dwsaudit.api.export;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.dwsaudit.compliance.bundle.BundleOrder;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.AdministrativeFact.ExportCompleted;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.query.EventFilter;

/**
 * What a caller wants exported.
 *
 * @param since for a bundle: the size of a checkpoint that it is to prove itself consistent with
 */
public record ExportTerms(
    UUID id,
    ExportKind kind,
    Classification clearance,
    EventFilter filter,
    Optional<String> reason,
    OptionalLong since) {

  /**
   * @throws AuditException {@code INVALID_ARGUMENT} for {@code since} with anything but a bundle
   */
  public ExportTerms {
    if (since.isPresent() && kind != ExportKind.BUNDLE) {
      throw new AuditException(
          ErrorCode.INVALID_ARGUMENT,
          "since: with format %s (expected: with bundle)".formatted(kind.label()));
    }
  }

  /** The caller's own clearance, as far as an export may go. */
  public static Classification ownClearance(Principal principal) {
    return principal.clearance() == Classification.RESTRICTED
        ? Classification.CONFIDENTIAL
        : principal.clearance();
  }

  public String fileName() {
    return "dws-audit-%s.%s".formatted(id, kind.extension());
  }

  BundleOrder bundle() {
    return new BundleOrder(id, filter, clearance, reason, since);
  }

  ExportCompleted completed(long events, String actor) {
    return new ExportCompleted(
        id, kind.label(), clearance, filter, events, reason.orElse(null), actor);
  }
}
