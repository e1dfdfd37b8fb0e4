package org.dwsaudit.compliance.transparency;

import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.integrity.LeafHash;
import org.dwsaudit.schema.merkle.InclusionProof;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.note.SignedNote;

/**
 * That the event with this leaf hash stands at its position under a checkpoint.
 *
 * @param leaf all zeros where the store keeps something of its own at the position
 */
public record EventProof(
    Position position, LeafHash leaf, InclusionProof inclusion, SignedNote checkpoint) {

  /** The proof as C2SP tlog-proof has it; its entry is the leaf hash. */
  public String format() {
    StringBuilder text = new StringBuilder("c2sp.org/tlog-proof@v1\n");
    text.append("index ").append(inclusion.index()).append('\n');
    for (MerkleHash hash : inclusion.path()) {
      text.append(hash.base64()).append('\n');
    }
    return text.append('\n').append(checkpoint.format()).toString();
  }
}
