package org.dwsaudit.schema.integrity;

import com.fasterxml.jackson.databind.JsonNode;
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
      OpenedEvent event = open(ExactJson.read(eventJson), proof);
      event.requireLeaf(tenant, previousLeaf, leaf);
      return new Verdict.Genuine();
    } catch (ProofException e) {
      return new Verdict.Refused(e.flaw(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * The part of a check that needs no other event: for those who check many, on several threads.
   *
   * @param event read by {@link ExactJson}
   * @throws ProofException EVENT_MALFORMED, MARKER_MISSING, SALT_MISSING or PROOF_SURPLUS
   */
  public static OpenedEvent open(JsonNode event, RedactedProof proof) {
    DisclosedEvent disclosed = new DisclosedEvent(event);
    return new OpenedEvent(
        disclosed.session(),
        disclosed.sequenceNumber(),
        disclosed.recordedAt(),
        disclosed.position(),
        disclosed.leafHash(),
        eventDigest(disclosed, proof));
  }

  private static EventDigest eventDigest(DisclosedEvent event, RedactedProof proof) {
    try {
      NodeHasher hasher = new NodeHasher();
      DisclosedContent content = new DisclosedContent(proof, hasher);
      byte[] digest = content.digest(event.content(proof.withheld().keySet()), "");
      content.requireAllUsed();
      return Envelope.digest(event.envelope(), digest, hasher);
    } catch (IllegalArgumentException e) {
      throw new ProofException(ProofFlaw.EVENT_MALFORMED, "event: text with a lone surrogate");
    }
  }
}
