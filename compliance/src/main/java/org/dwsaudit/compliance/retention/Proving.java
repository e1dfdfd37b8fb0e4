package org.dwsaudit.compliance.retention;

import org.dwsaudit.schema.event.Position;

/** The Merkle log, as far as retention asks it: what it does not have yet must not go. */
@FunctionalInterface
public interface Proving {

  /**
   * Returns when the tree has every event up to the position.
   *
   * @throws org.dwsaudit.schema.error.AuditException if it cannot be brought there; then nothing up
   *     to there may be removed
   */
  void awaitUpTo(Position position);
}
