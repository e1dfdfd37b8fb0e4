package org.dwsaudit.schema.bundle;

import org.dwsaudit.schema.integrity.ProofFlaw;

/** What can be wrong with a bundle. Names are kept for ever: scripts read them. */
public enum BundleFlaw {
  /** Not a bundle's file, or something in it is not written as it must be. */
  BUNDLE_MALFORMED,
  /** Signed by another key than the one that is trusted, or those that follow from it. */
  KEY_UNKNOWN,
  /** The manifest is not the one that was signed. */
  MANIFEST_ALTERED,
  /** A file is not the one that the manifest was signed with. */
  FILE_ALTERED,
  /** What expired has no receipt. */
  RECEIPT_MISSING,
  /** A receipt that is not in the log, or does not vouch for what is said to have expired. */
  RECEIPT_WRONG,
  /** An event says that it stands elsewhere in the log than it does. */
  POSITION_WRONG,
  /** A session goes on with another number than the next, and the others did not expire. */
  NUMBER_MISSING,
  /** A session goes on that has ended. */
  SESSION_REOPENED,
  /** A session ends otherwise than is said. */
  SESSION_WRONG,
  /** A session of which no end is said. */
  SESSION_OPEN,
  /** An event that the filter does not cover discloses something of its content. */
  SURPLUS_DISCLOSED,
  /** The log is not the one that the checkpoint was signed for. */
  ROOT_MISMATCH,
  /** There is more or less in it than the manifest says. */
  COUNT_WRONG,
  /** The log is not that of the earlier checkpoint, grown. */
  CHECKPOINT_CONTRADICTED,
  /** The bundle does not say what the log was at the earlier checkpoint. */
  CHECKPOINT_NOT_COVERED,
  /** As {@link ProofFlaw#EVENT_MALFORMED}. */
  EVENT_MALFORMED,
  /** As {@link ProofFlaw#CHAIN_BROKEN}. */
  CHAIN_BROKEN,
  /** As {@link ProofFlaw#MARKER_MISSING}. */
  MARKER_MISSING,
  /** As {@link ProofFlaw#SALT_MISSING}. */
  SALT_MISSING,
  /** As {@link ProofFlaw#PROOF_SURPLUS}. */
  PROOF_SURPLUS,
  /** As {@link ProofFlaw#LEAF_MISMATCH}. */
  LEAF_MISMATCH;

  static BundleFlaw of(ProofFlaw flaw) {
    return switch (flaw) {
      case EVENT_MALFORMED -> EVENT_MALFORMED;
      case CHAIN_BROKEN -> CHAIN_BROKEN;
      case MARKER_MISSING -> MARKER_MISSING;
      case SALT_MISSING -> SALT_MISSING;
      case PROOF_SURPLUS -> PROOF_SURPLUS;
      case LEAF_MISMATCH -> LEAF_MISMATCH;
    };
  }
}
