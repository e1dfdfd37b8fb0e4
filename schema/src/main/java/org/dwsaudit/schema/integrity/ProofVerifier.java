package org.dwsaudit.schema.integrity;

import org.dwsaudit.schema.event.TenantId;

/**
 * Checks an event, whole or with parts withheld, against its leaf. Needs no store and no secret.
 */
public final class ProofVerifier {

  private ProofVerifier() {}

  /**
   * Whether the event is the one that the leaf stands for: its envelope, its place in the session,
   * when it was recorded, and everything disclosed of its content. What it says of {@code
   * record.position} and of the levels in markers is not covered.
   *
   * @param eventJson as the store writes it, {@code sequence_number} and {@code record} included
   * @param previousLeaf that of the event before; {@link LeafHash#NONE} for a session's first
   * @param leaf known to be genuine from elsewhere, as from a signed checkpoint
   */
  public static Verdict verify(
      String eventJson,
      RedactedProof proof,
      TenantId tenant,
      LeafHash previousLeaf,
      LeafHash leaf) {
    try {
      DisclosedEvent event = new DisclosedEvent(ExactJson.read(eventJson));
      LeafHash worked = leafOf(event, proof, tenant, previousLeaf);
      String said = event.leafHash();
      if (!worked.equals(leaf) || (said != null && !said.equals(leaf.hex()))) {
        throw new ProofException(
            ProofFlaw.LEAF_MISMATCH, "leaf_hash: " + worked + " (expected: " + leaf + ")");
      }
      return new Verdict.Genuine();
    } catch (ProofException e) {
      return new Verdict.Refused(e.flaw(), String.valueOf(e.getMessage()));
    }
  }

  private static LeafHash leafOf(
      DisclosedEvent event, RedactedProof proof, TenantId tenant, LeafHash previousLeaf) {
    if (previousLeaf.equals(LeafHash.NONE) != (event.sequenceNumber() == 1)) {
      throw new ProofException(
          ProofFlaw.CHAIN_BROKEN,
          "previous leaf of number %d: %s (expected: zeros for number 1 and for no other)"
              .formatted(event.sequenceNumber(), previousLeaf));
    }
    return Leaf.hash(
        tenant,
        event.session(),
        event.sequenceNumber(),
        event.recordedAt(),
        previousLeaf,
        eventDigest(event, proof));
  }

  private static EventDigest eventDigest(DisclosedEvent event, RedactedProof proof) {
    try {
      DisclosedContent content = new DisclosedContent(proof, new NodeHasher());
      byte[] digest = content.digest(event.content(proof.withheld().keySet()), "");
      content.requireAllUsed();
      return Envelope.digest(event.envelope(), digest);
    } catch (IllegalArgumentException e) {
      throw new ProofException(ProofFlaw.EVENT_MALFORMED, "event: text with a lone surrogate");
    }
  }
}
