package org.dwsaudit.compliance.redaction;

import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Classification;

/**
 * How much is disclosed, and what for.
 *
 * @param clearance the highest level that is disclosed; below {@code restricted} in an export
 */
public record Disclosure(Classification clearance, Purpose purpose) {

  /** The grant that lets a principal of the clearance {@code restricted} read restricted parts. */
  public static final String RESTRICTED_GRANT = "restricted";

  /** What views may keep, who show it to everybody of this clearance or a higher one. */
  public static final Disclosure OF_VIEWS = new Disclosure(Classification.INTERNAL, Purpose.READ);

  public Disclosure {
    if (purpose == Purpose.EXPORT && clearance == Classification.RESTRICTED) {
      throw new AuditException(
          ErrorCode.CLEARANCE_EXCEEDED,
          "clearance: restricted (expected: confidential or lower; restricted parts never leave)");
    }
  }

  /**
   * What the principal may read: everything up to their clearance, restricted parts only with the
   * grant {@value #RESTRICTED_GRANT} besides.
   */
  public static Disclosure forRead(Principal principal) {
    boolean ungranted =
        principal.clearance() == Classification.RESTRICTED
            && !principal.grants().contains(RESTRICTED_GRANT);
    return new Disclosure(
        ungranted ? Classification.CONFIDENTIAL : principal.clearance(), Purpose.READ);
  }

  /**
   * What an export for the principal may hold.
   *
   * @throws AuditException {@code CLEARANCE_EXCEEDED} when the clearance is above the principal's,
   *     or {@code restricted}
   */
  public static Disclosure forExport(Principal principal, Classification clearance) {
    if (clearance.isAbove(principal.clearance())) {
      throw new AuditException(
          ErrorCode.CLEARANCE_EXCEEDED,
          "clearance: %s (expected: %s or lower)"
              .formatted(clearance.label(), principal.clearance().label()));
    }
    return new Disclosure(clearance, Purpose.EXPORT);
  }

  boolean includesRestricted() {
    return clearance == Classification.RESTRICTED;
  }

  boolean withholds(Classification level) {
    return level.isAbove(clearance);
  }
}
