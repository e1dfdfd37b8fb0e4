package org.dwsaudit.compliance.hold;

import java.time.Instant;
import java.util.UUID;
import org.dwsaudit.schema.administration.HoldScope;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold: no event in its scope expires until it is released.
 *
 * @param release how it ended; null while it is active
 */
public record LegalHold(
    UUID id,
    HoldScope scope,
    String reason,
    String placedBy,
    Instant placedAt,
    @Nullable Release release) {

  /** Who ended a hold, when and why. */
  public record Release(String reason, String releasedBy, Instant releasedAt) {}

  public boolean isActive() {
    return release == null;
  }

  LegalHold released(Release how) {
    return new LegalHold(id, scope, reason, placedBy, placedAt, how);
  }
}
