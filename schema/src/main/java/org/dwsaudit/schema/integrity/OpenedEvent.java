package org.dwsaudit.schema.integrity;

import java.time.Instant;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * An event that somebody handed over, with everything in it bound into its digest. Nothing of it is
 * proved before its leaf is.
 *
 * @param position as the event says it; its leaf does not cover it
 * @param leafHash as the event says it; null where it does not
 */
public record OpenedEvent(
    SessionId session,
    long sequenceNumber,
    Instant recordedAt,
    String position,
    @Nullable String leafHash,
    EventDigest digest) {

  /**
   * Checks the event against its leaf.
   *
   * @param previousLeaf that of the event before; {@link LeafHash#NONE} for a session's first
   * @param leaf known to be genuine
   * @throws ProofException CHAIN_BROKEN or LEAF_MISMATCH
   */
  public void requireLeaf(TenantId tenant, LeafHash previousLeaf, LeafHash leaf) {
    LeafHash worked = leaf(tenant, previousLeaf);
    if (!worked.equals(leaf) || (leafHash != null && !leafHash.equals(leaf.hex()))) {
      throw new ProofException(
          ProofFlaw.LEAF_MISMATCH, "leaf_hash: " + worked + " (expected: " + leaf + ")");
    }
  }

  /**
   * The leaf hash that the event has behind the one before it.
   *
   * @throws ProofException CHAIN_BROKEN
   */
  public LeafHash leaf(TenantId tenant, LeafHash previousLeaf) {
    if (previousLeaf.equals(LeafHash.NONE) != (sequenceNumber == 1)) {
      throw new ProofException(
          ProofFlaw.CHAIN_BROKEN,
          "previous leaf of number %d: %s (expected: zeros for number 1 and for no other)"
              .formatted(sequenceNumber, previousLeaf));
    }
    return Leaf.hash(tenant, session, sequenceNumber, recordedAt, previousLeaf, digest);
  }
}
