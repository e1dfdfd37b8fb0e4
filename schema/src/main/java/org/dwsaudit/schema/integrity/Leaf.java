package org.dwsaudit.schema.integrity;

import java.time.Instant;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;

/**
 * The link of a session's chain: binds an event's digest to its place. One short hash, cheap enough
 * to be made while the log is locked.
 */
public final class Leaf {

  private Leaf() {}

  /**
   * The leaf hash of the event that got this place.
   *
   * @param recordedAt in whole microseconds, as the log keeps it
   * @param previousLeaf that of the session's event one number lower; {@link LeafHash#NONE} for
   *     number 1 and for no other
   * @throws IllegalArgumentException if number, time or previous leaf are not as said
   */
  public static LeafHash hash(
      TenantId tenant,
      SessionId session,
      long sequenceNumber,
      Instant recordedAt,
      LeafHash previousLeaf,
      EventDigest eventDigest) {
    return new EventHasher()
        .leaf(tenant, session, sequenceNumber, recordedAt, previousLeaf, eventDigest);
  }
}
