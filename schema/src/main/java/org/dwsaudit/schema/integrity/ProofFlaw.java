package org.dwsaudit.schema.integrity;

/** What can be wrong with an event and its proof. Names are kept for ever: scripts read them. */
public enum ProofFlaw {
  /** The event is not the JSON that the store writes, or has members that no proof covers. */
  EVENT_MALFORMED,
  /** The event's place and its previous leaf cannot belong together. */
  CHAIN_BROKEN,
  /** The proof withholds a part in whose place no marker stands, or that of something else. */
  MARKER_MISSING,
  /** A disclosed part has no salt. */
  SALT_MISSING,
  /** The proof has an entry for a part that is not there or is proved already. */
  PROOF_SURPLUS,
  /** Everything is in its place, but something is not what was recorded. */
  LEAF_MISMATCH
}
